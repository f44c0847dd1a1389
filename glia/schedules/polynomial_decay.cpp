#include "glia/schedules/polynomial_decay.hpp"

#include "glia/ops/math.hpp"
#include "glia/schedules/decay_steps.hpp"

namespace glia::schedules {

void PolynomialDecay::fields(Fields& f) {
  f("initial_learning_rate", &PolynomialDecay::initial_learning_rate)("decay_steps", &PolynomialDecay::decay_steps);
  f("end_learning_rate", &PolynomialDecay::end_learning_rate)("power", &PolynomialDecay::power);
  f("cycle", &PolynomialDecay::cycle)("name", &PolynomialDecay::name);
}

Tensor PolynomialDecay::operator()(const Tensor& step) const {
  detail::require_decay_steps(name, decay_steps);
  const Tensor p = cycle ? step / (ops::maximum(ops::ceil(step / decay_steps), 1) * decay_steps)
                         : ops::minimum(step, decay_steps) / decay_steps;
  return (initial_learning_rate - end_learning_rate) * ops::power(1 - p, power) + end_learning_rate;
}

}  // namespace glia::schedules
