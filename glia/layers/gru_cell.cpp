#include "glia/layers/gru_cell.hpp"

#include "glia/layers/cell_parts.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/noise.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void GRUCell::fields(Fields& f) {
  f("units", &GRUCell::units)("activation", &GRUCell::activation);
  f("recurrent_activation", &GRUCell::recurrent_activation)("use_bias", &GRUCell::use_bias);
  f("kernel_initializer", &GRUCell::kernel_initializer);
  f("recurrent_initializer", &GRUCell::recurrent_initializer)("bias_initializer", &GRUCell::bias_initializer);
  f("kernel_regularizer", &GRUCell::kernel_regularizer);
  f("recurrent_regularizer", &GRUCell::recurrent_regularizer)("bias_regularizer", &GRUCell::bias_regularizer);
  f("kernel_constraint", &GRUCell::kernel_constraint)("recurrent_constraint", &GRUCell::recurrent_constraint);
  f("bias_constraint", &GRUCell::bias_constraint)("dropout", &GRUCell::dropout);
  f("recurrent_dropout", &GRUCell::recurrent_dropout)("reset_after", &GRUCell::reset_after);
  f("seed", &GRUCell::seed)("name", &GRUCell::name)("trainable", &GRUCell::trainable)("dtype", &GRUCell::dtype);
}

std::vector<Dim> GRUCell::state_size() const { return {units}; }

Tensors GRUCell::call(Scope& scope, const Tensors& inputs) const {
  detail::check_cell(units, inputs, 1);
  detail::check_rate(dropout);
  detail::check_rate(recurrent_dropout);
  Tensor x = detail::in_dtype_of(scope, inputs[0]);
  const Tensor& h = inputs[1];
  const Variable kernel =
      scope.weight("kernel", {x.dim(-1), 3 * units}, kernel_initializer, kernel_regularizer, kernel_constraint);
  const Variable recurrent = scope.weight("recurrent_kernel", {units, 3 * units}, recurrent_initializer,
                                          recurrent_regularizer, recurrent_constraint);
  x = detail::dropped(scope, x, dropout, x.shape(), seed);
  const Tensor dropped = detail::dropped(scope, h, recurrent_dropout, h.shape(), seed);
  Tensor from_x = ops::matmul(x, kernel);
  Tensor recurrent_bias;
  if (use_bias) {
    const Shape shape = reset_after ? Shape{2, 3 * units} : Shape{3 * units};
    const Tensor bias = scope.weight("bias", shape, bias_initializer, bias_regularizer, bias_constraint);
    from_x = from_x + (reset_after ? ops::slice(bias, {0}, {1}) : bias);
    if (reset_after) recurrent_bias = ops::slice(bias, {1}, {2});
  }
  const auto gate = [&](std::int64_t i, const Tensor& from_h) {
    return recurrent_activation(detail::part(from_x, i, units) + detail::part(from_h, i, units));
  };
  Tensor z, candidate;
  if (reset_after) {
    Tensor from_h = ops::matmul(dropped, recurrent);
    if (recurrent_bias.valid()) from_h = from_h + recurrent_bias;
    z = gate(0, from_h);
    candidate = gate(1, from_h) * detail::part(from_h, 2, units);
  } else {
    const Tensor weights = recurrent;
    const Tensor from_h = ops::matmul(dropped, ops::slice(weights, {0, 0}, {ops::kEnd, 2 * units}));
    z = gate(0, from_h);
    candidate = ops::matmul(gate(1, from_h) * dropped, detail::part(weights, 2, units));
  }
  candidate = activation(detail::part(from_x, 2, units) + candidate);
  const Tensor y = z * h + (1 - z) * candidate;
  return {y, y};
}

}  // namespace glia
