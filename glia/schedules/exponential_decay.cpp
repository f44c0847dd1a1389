#include "glia/schedules/exponential_decay.hpp"

#include "glia/ops/math.hpp"
#include "glia/schedules/decay_steps.hpp"

namespace glia::schedules {

void ExponentialDecay::fields(Fields& f) {
  f("initial_learning_rate", &ExponentialDecay::initial_learning_rate)("decay_steps", &ExponentialDecay::decay_steps);
  f("decay_rate", &ExponentialDecay::decay_rate)("staircase", &ExponentialDecay::staircase)("name",
                                                                                            &ExponentialDecay::name);
}

Tensor ExponentialDecay::operator()(const Tensor& step) const {
  const Tensor p = detail::decay_progress(name, step, decay_steps, staircase);
  return initial_learning_rate * ops::power(decay_rate, p);
}

}  // namespace glia::schedules
