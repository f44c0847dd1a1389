#include "glia/optimizers/lion.hpp"

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Lion::fields(Fields& f) {
  f("learning_rate", &Lion::learning_rate)("beta_1", &Lion::beta_1)("beta_2", &Lion::beta_2);
  detail::common_fields<Lion>(f);
}

void Lion::check() const {
  if (!(beta_1 > 0 && beta_1 <= 1)) {
    throw ValueError(
        {.where = "Lion",
         .rule = "The beta_1 lies between 0 and 1 and is not 0, which would leave only the gradient's sign",
         .received = std::to_string(beta_1)});
  }
  detail::require_share("Lion", "beta_2", beta_2);
}

void Lion::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Variable momentum = scope.slot("momentum");
  scope.assign(w, w - scope.learning_rate() * ops::sign(momentum * beta_1 + g * (1 - beta_1)));
  scope.assign(momentum, momentum * beta_2 + g * (1 - beta_2));
}

}  // namespace glia
