#include "glia/optimizers/schedule_free_adamw.hpp"

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam_step.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void ScheduleFreeAdamW::fields(Fields& f) {
  f("learning_rate", &ScheduleFreeAdamW::learning_rate)("beta_1", &ScheduleFreeAdamW::beta_1)(
      "beta_2", &ScheduleFreeAdamW::beta_2)("epsilon", &ScheduleFreeAdamW::epsilon)("warmup_steps",
                                                                                    &ScheduleFreeAdamW::warmup_steps);
  detail::common_fields<ScheduleFreeAdamW>(f);
}

void ScheduleFreeAdamW::check() const {
  if (!(beta_1 > 0 && beta_1 <= 1)) {
    throw ValueError({.where = "ScheduleFreeAdamW",
                      .rule = "The beta_1 divides, and lies between 0 and 1 without 0",
                      .received = std::to_string(beta_1)});
  }
  detail::require_share("ScheduleFreeAdamW", "beta_2", beta_2, false);
  detail::require_not_negative("ScheduleFreeAdamW", "epsilon", epsilon);
  detail::require_not_negative("ScheduleFreeAdamW", "warmup_steps", warmup_steps);
}

void ScheduleFreeAdamW::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Tensor t = detail::step_number(scope, w);
  Tensor lr = scope.learning_rate();
  if (warmup_steps > 0) lr = lr * ops::minimum(t / warmup_steps, 1);
  const Variable momentum = scope.slot_from_weight("momentum");
  const Variable velocity = scope.slot("velocity");
  const Tensor v = velocity + (ops::square(g) - velocity) * (1 - beta_2);
  const Tensor z = momentum - lr * g / (ops::sqrt(v / detail::one_minus_power(beta_2, t)) + epsilon);
  const Tensor share = ops::reciprocal(t);
  const Tensor x = (w - (1 - beta_1) * momentum) / beta_1;
  scope.assign(velocity, v);
  scope.assign(momentum, z);
  scope.assign(w, (1 - beta_1) * z + beta_1 * ((1 - share) * x + share * z));
}

}  // namespace glia
