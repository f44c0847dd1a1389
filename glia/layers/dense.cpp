#include "glia/layers/dense.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"

namespace glia {

void Dense::fields(Fields& f) {
  f("units", &Dense::units)("activation", &Dense::activation)("use_bias", &Dense::use_bias);
  f("kernel_initializer", &Dense::kernel_initializer)("bias_initializer", &Dense::bias_initializer);
  f("kernel_regularizer", &Dense::kernel_regularizer)("bias_regularizer", &Dense::bias_regularizer);
  f("activity_regularizer", &Dense::activity_regularizer);
  f("kernel_constraint", &Dense::kernel_constraint)("bias_constraint", &Dense::bias_constraint);
  f("name", &Dense::name)("trainable", &Dense::trainable)("dtype", &Dense::dtype);
}

Tensor Dense::call(Scope& scope, const Tensor& input) const {
  if (units <= 0) {
    throw ValueError({.rule = "The number of units must be above 0",
                      .expected = "1 or more",
                      .received = std::to_string(units),
                      .hint = "Write Dense{10}"});
  }
  if (input.rank() < 2) {
    throw ShapeError({.rule = "Dense needs a batch axis and an axis of features",
                      .expected = "(n, …, features)",
                      .received = input.shape().str(),
                      .hint = "Reshape numbers to one feature a row: x.reshape({-1, 1})"});
  }
  const Tensor x = detail::in_dtype_of(scope, input);
  Tensor y = ops::matmul(
      x, scope.weight("kernel", {x.dim(-1), units}, kernel_initializer, kernel_regularizer, kernel_constraint));
  if (use_bias) y = y + scope.weight("bias", {units}, bias_initializer, bias_regularizer, bias_constraint);
  y = activation(y);
  detail::add_activity_loss(scope, activity_regularizer, y);
  return y;
}

}  // namespace glia
