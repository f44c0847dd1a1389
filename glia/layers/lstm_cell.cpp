#include "glia/layers/lstm_cell.hpp"

#include "glia/layers/cell_parts.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/noise.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void LSTMCell::fields(Fields& f) {
  f("units", &LSTMCell::units)("activation", &LSTMCell::activation);
  f("recurrent_activation", &LSTMCell::recurrent_activation)("use_bias", &LSTMCell::use_bias);
  f("kernel_initializer", &LSTMCell::kernel_initializer);
  f("recurrent_initializer", &LSTMCell::recurrent_initializer)("bias_initializer", &LSTMCell::bias_initializer);
  f("unit_forget_bias", &LSTMCell::unit_forget_bias)("kernel_regularizer", &LSTMCell::kernel_regularizer);
  f("recurrent_regularizer", &LSTMCell::recurrent_regularizer)("bias_regularizer", &LSTMCell::bias_regularizer);
  f("kernel_constraint", &LSTMCell::kernel_constraint)("recurrent_constraint", &LSTMCell::recurrent_constraint);
  f("bias_constraint", &LSTMCell::bias_constraint)("dropout", &LSTMCell::dropout);
  f("recurrent_dropout", &LSTMCell::recurrent_dropout)("seed", &LSTMCell::seed)("name", &LSTMCell::name);
  f("trainable", &LSTMCell::trainable)("dtype", &LSTMCell::dtype);
}

std::vector<Dim> LSTMCell::state_size() const { return {units, units}; }

Tensors LSTMCell::call(Scope& scope, const Tensors& inputs) const {
  detail::check_cell(units, inputs, 2);
  detail::check_rate(dropout);
  detail::check_rate(recurrent_dropout);
  Tensor x = detail::in_dtype_of(scope, inputs[0]);
  Tensor h = inputs[1];
  const Variable kernel =
      scope.weight("kernel", {x.dim(-1), 4 * units}, kernel_initializer, kernel_regularizer, kernel_constraint);
  const Variable recurrent = scope.weight("recurrent_kernel", {units, 4 * units}, recurrent_initializer,
                                          recurrent_regularizer, recurrent_constraint);
  x = detail::dropped(scope, x, dropout, x.shape(), seed);
  h = detail::dropped(scope, h, recurrent_dropout, h.shape(), seed);
  Tensor z = ops::matmul(x, kernel) + ops::matmul(h, recurrent);
  if (use_bias) {
    const InitialValue start =
        unit_forget_bias ? detail::with_forget_ones(bias_initializer, units) : InitialValue(bias_initializer);
    z = z + scope.weight("bias", {4 * units}, start, bias_regularizer, bias_constraint);
  }
  const auto gate = [&](std::int64_t i) { return recurrent_activation(detail::part(z, i, units)); };
  const Tensor c = gate(1) * inputs[2] + gate(0) * activation(detail::part(z, 2, units));
  const Tensor y = gate(3) * activation(c);
  return {y, y, c};
}

}  // namespace glia
