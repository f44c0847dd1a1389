#include "glia/optimizers/adam_step.hpp"

#include <cmath>

#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

Tensor step_number(const OptimizerScope& scope, const Variable& w) {
  return ops::cast(scope.iteration(), promote(w.dtype(), f32)) + 1;
}

Tensor one_minus_power(double beta, const Tensor& t) { return -ops::expm1(t * std::log(beta)); }

Moments moments(OptimizerScope& scope, const Tensor& g, double beta_1, double beta_2) {
  const Variable momentum = scope.slot("momentum");
  const Variable velocity = scope.slot("velocity");
  const Tensor m = momentum + (g - momentum) * (1 - beta_1);
  const Tensor v = velocity + (ops::square(g) - velocity) * (1 - beta_2);
  scope.assign(momentum, m);
  scope.assign(velocity, v);
  return {m, v};
}

void adam_step(OptimizerScope& scope, const Variable& w, const Tensor& g, const Tensor& learning_rate,
               const AdamStep& how) {
  const Tensor t = step_number(scope, w);
  const Tensor alpha = learning_rate * ops::sqrt(one_minus_power(how.beta_2, t)) / one_minus_power(how.beta_1, t);
  const auto [m, v] = moments(scope, g, how.beta_1, how.beta_2);
  Tensor scale = v;
  if (how.amsgrad) {
    const Variable largest = scope.slot("velocity_hat");
    scale = ops::maximum(largest, v);
    scope.assign(largest, scale);
  }
  scope.assign(w, w - m * alpha / (ops::sqrt(scale) + how.epsilon));
}

}  // namespace glia::detail
