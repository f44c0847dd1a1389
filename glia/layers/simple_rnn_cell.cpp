#include "glia/layers/simple_rnn_cell.hpp"

#include "glia/layers/cell_parts.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/noise.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void SimpleRNNCell::fields(Fields& f) {
  f("units", &SimpleRNNCell::units)("activation", &SimpleRNNCell::activation);
  f("use_bias", &SimpleRNNCell::use_bias)("kernel_initializer", &SimpleRNNCell::kernel_initializer);
  f("recurrent_initializer", &SimpleRNNCell::recurrent_initializer);
  f("bias_initializer", &SimpleRNNCell::bias_initializer);
  f("kernel_regularizer", &SimpleRNNCell::kernel_regularizer);
  f("recurrent_regularizer", &SimpleRNNCell::recurrent_regularizer);
  f("bias_regularizer", &SimpleRNNCell::bias_regularizer);
  f("kernel_constraint", &SimpleRNNCell::kernel_constraint);
  f("recurrent_constraint", &SimpleRNNCell::recurrent_constraint);
  f("bias_constraint", &SimpleRNNCell::bias_constraint)("dropout", &SimpleRNNCell::dropout);
  f("recurrent_dropout", &SimpleRNNCell::recurrent_dropout)("seed", &SimpleRNNCell::seed);
  f("name", &SimpleRNNCell::name)("trainable", &SimpleRNNCell::trainable)("dtype", &SimpleRNNCell::dtype);
}

std::vector<Dim> SimpleRNNCell::state_size() const { return {units}; }

Tensors SimpleRNNCell::call(Scope& scope, const Tensors& inputs) const {
  detail::check_cell(units, inputs, 1);
  detail::check_rate(dropout);
  detail::check_rate(recurrent_dropout);
  Tensor x = detail::in_dtype_of(scope, inputs[0]);
  Tensor h = inputs[1];
  const Variable kernel =
      scope.weight("kernel", {x.dim(-1), units}, kernel_initializer, kernel_regularizer, kernel_constraint);
  const Variable recurrent = scope.weight("recurrent_kernel", {units, units}, recurrent_initializer,
                                          recurrent_regularizer, recurrent_constraint);
  x = detail::dropped(scope, x, dropout, x.shape(), seed);
  h = detail::dropped(scope, h, recurrent_dropout, h.shape(), seed);
  Tensor z = ops::matmul(x, kernel);
  if (use_bias) z = z + scope.weight("bias", {units}, bias_initializer, bias_regularizer, bias_constraint);
  const Tensor y = activation(z + ops::matmul(h, recurrent));
  return {y, y};
}

}  // namespace glia
