#include "glia/optimizers/sgd.hpp"

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/optimizer_fields.hpp"
#include "glia/schedules/inverse_time_decay.hpp"

namespace glia {

// Without decay: the Optimizer puts effective_learning_rate() in the place of learning_rate before it is asked.
void SGD::fields(Fields& f) {
  f("learning_rate", &SGD::learning_rate)("momentum", &SGD::momentum)("nesterov", &SGD::nesterov);
  detail::common_fields<SGD>(f);
}

LearningRate SGD::effective_learning_rate() const {
  if (decay == 0) return learning_rate;
  if (!(decay > 0)) {
    throw ValueError({.where = "SGD", .rule = "The decay must not be below 0", .received = std::to_string(decay)});
  }
  if (learning_rate.schedule() != nullptr) {
    throw ValueError({.where = "SGD",
                      .rule = "A learning rate that follows a schedule cannot decay as well",
                      .hint = "Leave one of them out"});
  }
  return schedules::InverseTimeDecay{
      .initial_learning_rate = learning_rate.value(), .decay_steps = 1, .decay_rate = decay};
}

void SGD::check() const { detail::require_share("SGD", "momentum", momentum); }

void SGD::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Tensor change = g * scope.learning_rate();
  if (momentum == 0) return scope.assign(w, w - change);
  const Variable slot = scope.slot("momentum");
  const Tensor m = slot * momentum - change;
  scope.assign(slot, m);
  scope.assign(w, nesterov ? w + (m * momentum - change) : w + m);
}

}  // namespace glia
