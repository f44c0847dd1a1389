#include "glia/optimizers/adadelta.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Adadelta::fields(Fields& f) {
  f("learning_rate", &Adadelta::learning_rate)("rho", &Adadelta::rho)("epsilon", &Adadelta::epsilon);
  detail::common_fields<Adadelta>(f);
}

void Adadelta::check() const {
  detail::require_share("Adadelta", "rho", rho);
  detail::require_not_negative("Adadelta", "epsilon", epsilon);
}

void Adadelta::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Variable gradients = scope.slot("accumulated_grad");
  const Variable changes = scope.slot("accumulated_delta_var");
  const Tensor a = rho * gradients + (1 - rho) * ops::square(g);
  const Tensor change = -(ops::sqrt(changes + epsilon) * g / ops::sqrt(a + epsilon));
  scope.assign(gradients, a);
  scope.assign(changes, rho * changes + (1 - rho) * ops::square(change));
  scope.assign(w, w + scope.learning_rate() * change);
}

}  // namespace glia
