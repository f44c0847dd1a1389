#include "glia/optimizers/adamax.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam_step.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Adamax::fields(Fields& f) {
  f("learning_rate", &Adamax::learning_rate)("beta_1", &Adamax::beta_1)("beta_2", &Adamax::beta_2)("epsilon",
                                                                                                   &Adamax::epsilon);
  detail::common_fields<Adamax>(f);
}

void Adamax::check() const {
  detail::require_share("Adamax", "beta_1", beta_1, false);
  detail::require_share("Adamax", "beta_2", beta_2, false);
  detail::require_not_negative("Adamax", "epsilon", epsilon);
}

void Adamax::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Variable momentum = scope.slot("momentum");
  const Variable norm = scope.slot("norm");
  const Tensor m = momentum + (g - momentum) * (1 - beta_1);
  const Tensor u = ops::maximum(beta_2 * norm, ops::abs(g));
  scope.assign(momentum, m);
  scope.assign(norm, u);
  const Tensor rest = detail::one_minus_power(beta_1, detail::step_number(scope, w));
  scope.assign(w, w - scope.learning_rate() * m / (rest * (u + epsilon)));
}

}  // namespace glia
