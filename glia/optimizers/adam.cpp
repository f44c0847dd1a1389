#include "glia/optimizers/adam.hpp"

#include <cmath>

#include "glia/ops/math.hpp"

namespace glia {

void Adam::fields(Fields& f) {
  f("learning_rate", &Adam::learning_rate)("beta_1", &Adam::beta_1)("beta_2", &Adam::beta_2)("epsilon", &Adam::epsilon);
  f("amsgrad", &Adam::amsgrad)("weight_decay", &Adam::weight_decay)("clipnorm", &Adam::clipnorm);
  f("clipvalue", &Adam::clipvalue)("global_clipnorm", &Adam::global_clipnorm)("name", &Adam::name);
}

void Adam::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Tensor t = scope.iteration() + 1;
  // 1 − betaᵗ; as written it would lose five digits of f32 at beta_2 = 0.999, and move the losses by 2e-5
  const auto rest = [&](double beta) { return -ops::expm1(t * std::log(beta)); };
  const Tensor alpha = scope.learning_rate() * ops::sqrt(rest(beta_2)) / rest(beta_1);
  const Variable momentum = scope.slot("momentum");
  const Variable velocity = scope.slot("velocity");
  const Tensor m = momentum + (g - momentum) * (1 - beta_1);
  const Tensor v = velocity + (ops::square(g) - velocity) * (1 - beta_2);
  scope.assign(momentum, m);
  scope.assign(velocity, v);
  Tensor scale = v;
  if (amsgrad) {
    const Variable largest = scope.slot("velocity_hat");
    scale = ops::maximum(largest, v);
    scope.assign(largest, scale);
  }
  scope.assign(w, w - m * alpha / (ops::sqrt(scale) + epsilon));
}

}  // namespace glia
