#include "glia/optimizers/rmsprop.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void RMSprop::fields(Fields& f) {
  f("learning_rate", &RMSprop::learning_rate)("rho", &RMSprop::rho)("momentum", &RMSprop::momentum);
  f("epsilon", &RMSprop::epsilon)("centered", &RMSprop::centered);
  detail::common_fields<RMSprop>(f);
}

void RMSprop::check() const {
  detail::require_share("RMSprop", "rho", rho);
  detail::require_share("RMSprop", "momentum", momentum);
  detail::require_not_negative("RMSprop", "epsilon", epsilon);
}

void RMSprop::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Variable velocity = scope.slot("velocity");
  const Tensor v = rho * velocity + (1 - rho) * ops::square(g);
  scope.assign(velocity, v);
  Tensor scale = v;
  if (centered) {
    const Variable average = scope.slot("average_gradient");
    const Tensor a = rho * average + (1 - rho) * g;
    scope.assign(average, a);
    scale = v - ops::square(a);
  }
  const Tensor increment = scope.learning_rate() * g / ops::sqrt(scale + epsilon);
  if (!(momentum > 0)) return scope.assign(w, w - increment);
  const Variable slot = scope.slot("momentum");
  const Tensor m = momentum * slot + increment;
  scope.assign(slot, m);
  scope.assign(w, w - m);
}

}  // namespace glia
