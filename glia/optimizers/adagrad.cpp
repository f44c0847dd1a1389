#include "glia/optimizers/adagrad.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Adagrad::fields(Fields& f) {
  f("learning_rate", &Adagrad::learning_rate)("initial_accumulator_value", &Adagrad::initial_accumulator_value)(
      "epsilon", &Adagrad::epsilon);
  detail::common_fields<Adagrad>(f);
}

void Adagrad::check() const {
  detail::require_not_negative("Adagrad", "initial_accumulator_value", initial_accumulator_value);
  detail::require_not_negative("Adagrad", "epsilon", epsilon);
}

void Adagrad::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Variable accumulator = scope.slot("accumulator", initial_accumulator_value);
  const Tensor a = accumulator + ops::square(g);
  scope.assign(accumulator, a);
  scope.assign(w, w - scope.learning_rate() * g / ops::sqrt(a + epsilon));
}

}  // namespace glia
