#include "glia/optimizers/lamb.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam_step.hpp"
#include "glia/optimizers/global_norm.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Lamb::fields(Fields& f) {
  f("learning_rate", &Lamb::learning_rate)("beta_1", &Lamb::beta_1)("beta_2", &Lamb::beta_2)("epsilon", &Lamb::epsilon);
  detail::common_fields<Lamb>(f);
}

void Lamb::check() const {
  detail::require_share("Lamb", "beta_1", beta_1, false);
  detail::require_share("Lamb", "beta_2", beta_2, false);
  detail::require_not_negative("Lamb", "epsilon", epsilon);
}

void Lamb::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Tensor t = detail::step_number(scope, w);
  const auto [m, v] = detail::moments(scope, g, beta_1, beta_2);
  const Tensor u =
      m / detail::one_minus_power(beta_1, t) / (ops::sqrt(v / detail::one_minus_power(beta_2, t)) + epsilon);
  const Tensor weight = detail::global_norm({w}), update = detail::global_norm({u});
  const Tensor both = ops::logical_and(ops::greater(weight, 0), ops::greater(update, 0));
  const Tensor ratio = ops::where(both, weight / update, 1);
  scope.assign(w, w - ratio * scope.learning_rate() * u);
}

}  // namespace glia
