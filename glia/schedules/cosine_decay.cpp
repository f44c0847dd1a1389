#include "glia/schedules/cosine_decay.hpp"

#include <numbers>

#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/schedules/decay_steps.hpp"

namespace glia::schedules {

void CosineDecay::fields(Fields& f) {
  f("initial_learning_rate", &CosineDecay::initial_learning_rate)("decay_steps", &CosineDecay::decay_steps);
  f("alpha", &CosineDecay::alpha)("name", &CosineDecay::name)("warmup_target", &CosineDecay::warmup_target);
  f("warmup_steps", &CosineDecay::warmup_steps);
}

Tensor CosineDecay::operator()(const Tensor& step) const {
  detail::require_decay_steps(name, decay_steps);
  const auto decayed = [this](const Tensor& done, double from) {
    const Tensor cosine = 0.5 * (1 + ops::cos(std::numbers::pi * (done / decay_steps)));
    return from * ((1 - alpha) * cosine + alpha);
  };
  if (warmup_target < 0) return decayed(ops::minimum(step, decay_steps), initial_learning_rate);
  if (!(warmup_steps > 0)) return decayed(ops::minimum(step, decay_steps), warmup_target);
  const Tensor rising = (warmup_target - initial_learning_rate) * (step / warmup_steps) + initial_learning_rate;
  const Tensor done = ops::minimum(step, decay_steps + warmup_steps) - warmup_steps;
  return ops::where(ops::less(step, warmup_steps), rising, decayed(done, warmup_target));
}

}  // namespace glia::schedules
