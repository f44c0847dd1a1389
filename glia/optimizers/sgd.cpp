#include "glia/optimizers/sgd.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/math.hpp"
#include "glia/schedules/inverse_time_decay.hpp"

namespace glia {

// Without decay: the Optimizer puts effective_learning_rate() in the place of learning_rate before it is asked.
void SGD::fields(Fields& f) {
  f("learning_rate", &SGD::learning_rate)("momentum", &SGD::momentum)("nesterov", &SGD::nesterov);
  f("weight_decay", &SGD::weight_decay)("clipnorm", &SGD::clipnorm)("clipvalue", &SGD::clipvalue);
  f("global_clipnorm", &SGD::global_clipnorm)("name", &SGD::name);
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

void SGD::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  if (!(momentum >= 0 && momentum <= 1)) {
    throw ValueError(
        {.where = "SGD", .rule = "The momentum lies between 0 and 1", .received = std::to_string(momentum)});
  }
  const Tensor change = g * scope.learning_rate();
  if (momentum == 0) return scope.assign(w, w - change);
  const Variable slot = scope.slot("momentum");
  const Tensor m = slot * momentum - change;
  scope.assign(slot, m);
  scope.assign(w, nesterov ? w + (m * momentum - change) : w + m);
}

}  // namespace glia
