#include "glia/optimizers/adamw.hpp"

#include "glia/base/ranges.hpp"
#include "glia/optimizers/adam_step.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void AdamW::fields(Fields& f) {
  f("learning_rate", &AdamW::learning_rate)("weight_decay", &AdamW::weight_decay)("beta_1", &AdamW::beta_1);
  f("beta_2", &AdamW::beta_2)("epsilon", &AdamW::epsilon)("amsgrad", &AdamW::amsgrad);
  detail::common_fields<AdamW>(f, false);
}

void AdamW::check() const {
  detail::require_share("AdamW", "beta_1", beta_1, false);
  detail::require_share("AdamW", "beta_2", beta_2, false);
  detail::require_not_negative("AdamW", "epsilon", epsilon);
}

void AdamW::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {  // the Optimizer decays the weight
  detail::adam_step(scope, w, g, scope.learning_rate(), {beta_1, beta_2, epsilon, amsgrad});
}

}  // namespace glia
