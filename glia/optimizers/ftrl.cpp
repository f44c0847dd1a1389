#include "glia/optimizers/ftrl.hpp"

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Ftrl::fields(Fields& f) {
  f("learning_rate", &Ftrl::learning_rate)("learning_rate_power", &Ftrl::learning_rate_power)(
      "initial_accumulator_value", &Ftrl::initial_accumulator_value)(
      "l1_regularization_strength", &Ftrl::l1_regularization_strength)("l2_regularization_strength",
                                                                       &Ftrl::l2_regularization_strength)(
      "l2_shrinkage_regularization_strength", &Ftrl::l2_shrinkage_regularization_strength)("beta", &Ftrl::beta);
  detail::common_fields<Ftrl>(f);
}

void Ftrl::check() const {
  detail::require_not_negative("Ftrl", "initial_accumulator_value", initial_accumulator_value);
  detail::require_not_negative("Ftrl", "l1_regularization_strength", l1_regularization_strength);
  detail::require_not_negative("Ftrl", "l2_regularization_strength", l2_regularization_strength);
  detail::require_not_negative("Ftrl", "l2_shrinkage_regularization_strength", l2_shrinkage_regularization_strength);
  if (!(learning_rate_power <= 0)) {
    throw ValueError({.where = "Ftrl",
                      .rule = "The learning_rate_power must not be above 0",
                      .received = std::to_string(learning_rate_power)});
  }
}

void Ftrl::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Variable accumulator = scope.slot("accumulator", initial_accumulator_value);
  const Variable linear = scope.slot("linear");
  const Tensor lr = ops::cast(scope.learning_rate(), promote(w.dtype(), f32));
  const Tensor n = accumulator + ops::square(g);
  const Tensor power = ops::power(n, -learning_rate_power);
  const Tensor growth = (power - ops::power(accumulator, -learning_rate_power)) / lr;
  const Tensor z = linear + (g + 2 * l2_shrinkage_regularization_strength * w - growth * w);
  const Tensor quadratic = power / lr + 2 * (l2_regularization_strength + beta / (2 * lr));
  const Tensor clipped = ops::clip(z, -l1_regularization_strength, l1_regularization_strength);
  scope.assign(accumulator, n);
  scope.assign(linear, z);
  scope.assign(w, (clipped - z) / quadratic);
}

}  // namespace glia
