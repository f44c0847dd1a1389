#include "glia/optimizers/adafactor.hpp"

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/adam_step.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Adafactor::fields(Fields& f) {
  f("learning_rate", &Adafactor::learning_rate)("beta_2_decay", &Adafactor::beta_2_decay)(
      "epsilon_1", &Adafactor::epsilon_1)("epsilon_2", &Adafactor::epsilon_2)(
      "clip_threshold", &Adafactor::clip_threshold)("relative_step", &Adafactor::relative_step);
  detail::common_fields<Adafactor>(f);
}

void Adafactor::check() const {
  detail::require_not_negative("Adafactor", "epsilon_1", epsilon_1);
  detail::require_not_negative("Adafactor", "epsilon_2", epsilon_2);
  if (!(clip_threshold > 0)) {
    throw ValueError({.where = "Adafactor",
                      .rule = "The clip_threshold must be above 0",
                      .received = std::to_string(clip_threshold)});
  }
}

Shape Adafactor::slot_shape(std::string_view name, const Shape& w) {
  Shape out = w;
  if (name == "row") out.erase(w.rank() - 1);
  if (name == "column") out.erase(w.rank() - 2);
  return out;
}

void Adafactor::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const auto rms = [](const Tensor& x) { return ops::sqrt(ops::mean(ops::square(x))); };
  const Tensor t = detail::step_number(scope, w);
  const Tensor rate = ops::minimum(scope.learning_rate(), ops::rsqrt(t));
  const Tensor old_share = 1 - ops::power(t, beta_2_decay);
  const Tensor squares = ops::square(g) + epsilon_1;
  const auto averaged = [&](const char* what, const Tensor& now) {
    const Variable slot = scope.slot(what);
    Tensor value = old_share * slot + (1 - old_share) * now;
    scope.assign(slot, value);
    return value;
  };
  Tensor v;
  if (w.shape().rank() < 2) {
    v = averaged("velocity", squares);
  } else {
    const Tensor r = averaged("row", ops::mean(squares, -1));
    const Tensor c = averaged("column", ops::mean(squares, -2));
    v = ops::expand_dims(r / ops::mean(r, -1, true), -1) * ops::expand_dims(c, -2);
  }
  const Tensor u = g / ops::sqrt(v);
  const Tensor alpha = ops::maximum(rms(w), epsilon_2) * rate;
  scope.assign(w, w - alpha * (u / ops::maximum(rms(u) / clip_threshold, 1)));
}

}  // namespace glia
