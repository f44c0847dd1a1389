#include "glia/layers/einsum_dense.hpp"

#include "glia/layers/einsum_equation.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/math.hpp"

namespace glia {

void EinsumDense::fields(Fields& f) {
  using L = EinsumDense;
  f("equation", &L::equation)("output_shape", &L::output_shape)("activation", &L::activation);
  f("bias_axes", &L::bias_axes);
  f("kernel_initializer", &L::kernel_initializer)("bias_initializer", &L::bias_initializer);
  f("kernel_regularizer", &L::kernel_regularizer)("bias_regularizer", &L::bias_regularizer);
  f("kernel_constraint", &L::kernel_constraint)("bias_constraint", &L::bias_constraint);
  f("activity_regularizer", &L::activity_regularizer);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

Tensor EinsumDense::call(Scope& scope, const Tensor& input) const {
  const Tensor x = detail::in_dtype_of(scope, input);
  const detail::EinsumEquation e = detail::einsum_equation(equation, x.shape(), output_shape);
  const Tensor kernel = scope.weight("kernel", e.kernel_shape, detail::einsum_initializer(e, kernel_initializer),
                                     kernel_regularizer, kernel_constraint);
  Tensor y = detail::einsum(e, x, kernel);
  if (!bias_axes.empty()) {
    y = y +
        scope.weight("bias", detail::einsum_bias(e, bias_axes), bias_initializer, bias_regularizer, bias_constraint);
  }
  y = activation(y);
  detail::add_activity_loss(scope, activity_regularizer, y);
  return y;
}

}  // namespace glia
