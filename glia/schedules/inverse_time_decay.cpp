#include "glia/schedules/inverse_time_decay.hpp"

#include "glia/ops/math.hpp"
#include "glia/schedules/decay_steps.hpp"

namespace glia::schedules {

void InverseTimeDecay::fields(Fields& f) {
  f("initial_learning_rate", &InverseTimeDecay::initial_learning_rate)("decay_steps", &InverseTimeDecay::decay_steps);
  f("decay_rate", &InverseTimeDecay::decay_rate)("staircase", &InverseTimeDecay::staircase)("name",
                                                                                            &InverseTimeDecay::name);
}

Tensor InverseTimeDecay::operator()(const Tensor& step) const {
  const Tensor p = detail::decay_progress(name, step, decay_steps, staircase);
  return initial_learning_rate / (1 + decay_rate * p);
}

}  // namespace glia::schedules
