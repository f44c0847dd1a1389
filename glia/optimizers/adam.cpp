#include "glia/optimizers/adam.hpp"

#include "glia/base/ranges.hpp"
#include "glia/optimizers/adam_step.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Adam::fields(Fields& f) {
  f("learning_rate", &Adam::learning_rate)("beta_1", &Adam::beta_1)("beta_2", &Adam::beta_2)("epsilon", &Adam::epsilon);
  f("amsgrad", &Adam::amsgrad);
  detail::common_fields<Adam>(f);
}

void Adam::check() const {
  detail::require_share("Adam", "beta_1", beta_1, false);
  detail::require_share("Adam", "beta_2", beta_2, false);
  detail::require_not_negative("Adam", "epsilon", epsilon);
}

void Adam::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  detail::adam_step(scope, w, g, scope.learning_rate(), {beta_1, beta_2, epsilon, amsgrad});
}

}  // namespace glia
