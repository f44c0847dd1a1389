// internal
#pragma once
#include <string>

#include "glia/layers/cell_parts.hpp"
#include "glia/layers/conv_layer.hpp"
#include "glia/layers/noise.hpp"
#include "glia/layers/recurrence.hpp"
#include "glia/ops/conv_window.hpp"

namespace glia::detail {

/// Part `index` of `filters` channels each.
Tensor channel_part(const Tensor& x, std::int64_t index, std::int64_t filters, const std::string& data_format);
/// The shape of a state: what a convolution makes of one step (n, …).
Shape conv_state_shape(const Shape& step, const Shape& taps, std::int64_t filters, const ops::ConvOptions& options);

/// One step of a ConvLSTM1D, 2D or 3D, whose fields say the rest.
template <class L>
struct ConvLSTMCell {
  L layer;
  int axes = 0;
  std::string name = "conv_lstm_cell";
  bool trainable = true;
  DType dtype = f32;

  Tensors call(Scope& scope, const Tensors& inputs) const {
    const Tensor x = in_dtype_of(scope, inputs[0]);
    const std::int64_t filters = layer.filters;
    const std::int64_t channels = channels_of(x, axes, layer.data_format);
    const Variable kernel = scope.weight("kernel", kernel_shape(layer.kernel_size, axes, channels, 4 * filters),
                                         layer.kernel_initializer, layer.kernel_regularizer, layer.kernel_constraint);
    const Variable recurrent =
        scope.weight("recurrent_kernel", kernel_shape(layer.kernel_size, axes, filters, 4 * filters),
                     layer.recurrent_initializer, layer.recurrent_regularizer, layer.recurrent_constraint);
    const ops::ConvOptions once{.padding = "same", .data_format = layer.data_format};
    const ops::ConvOptions given{layer.strides, layer.padding, layer.data_format, layer.dilation_rate};
    Tensor z = gates(scope, x, kernel, layer.dropout, given) +
               gates(scope, inputs[1], recurrent, layer.recurrent_dropout, once);
    if (layer.use_bias) {
      const InitialValue start = layer.unit_forget_bias ? with_forget_ones(layer.bias_initializer, filters)
                                                        : InitialValue(layer.bias_initializer);
      z = add_to_channels(z, scope.weight("bias", {4 * filters}, start, layer.bias_regularizer, layer.bias_constraint),
                          layer.data_format);
    }
    const auto part = [&](std::int64_t i) { return channel_part(z, i, filters, layer.data_format); };
    const auto gate = [&](std::int64_t i) { return layer.recurrent_activation(part(i)); };
    const Tensor c = gate(1) * inputs[2] + gate(0) * layer.activation(part(2));
    const Tensor y = gate(3) * layer.activation(c);
    return {y, y, c};
  }

 private:
  /// The convolution for all four gates; each sees a mask of its own where inputs are dropped.
  Tensor gates(Scope& scope, const Tensor& x, const Variable& kernel, double rate,
               const ops::ConvOptions& options) const {
    if (rate == 0 || !scope.training()) return ops::conv(x, kernel, options);
    Tensors out;
    for (std::int64_t i = 0; i < 4; ++i) {
      const Tensor own = channel_part(kernel, i, layer.filters, "channels_last");
      out.push_back(ops::conv(dropped(scope, x, rate, x.shape(), layer.seed), own, options));
    }
    return ops::concatenate(out, channels_come_first(layer.data_format) ? 1 : -1);
  }
};

template <class L>
void conv_lstm_fields(Fields& f) {
  f("filters", &L::filters)("kernel_size", &L::kernel_size)("strides", &L::strides)("padding", &L::padding);
  f("data_format", &L::data_format)("dilation_rate", &L::dilation_rate)("activation", &L::activation);
  f("recurrent_activation", &L::recurrent_activation)("use_bias", &L::use_bias);
  f("kernel_initializer", &L::kernel_initializer)("recurrent_initializer", &L::recurrent_initializer);
  f("bias_initializer", &L::bias_initializer)("unit_forget_bias", &L::unit_forget_bias);
  f("kernel_regularizer", &L::kernel_regularizer)("recurrent_regularizer", &L::recurrent_regularizer);
  f("bias_regularizer", &L::bias_regularizer)("activity_regularizer", &L::activity_regularizer);
  f("kernel_constraint", &L::kernel_constraint)("recurrent_constraint", &L::recurrent_constraint);
  f("bias_constraint", &L::bias_constraint)("dropout", &L::dropout)("recurrent_dropout", &L::recurrent_dropout);
  f("seed", &L::seed)("return_sequences", &L::return_sequences)("return_state", &L::return_state);
  f("go_backwards", &L::go_backwards)("stateful", &L::stateful);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

/// The body of ConvLSTM1D, ConvLSTM2D and ConvLSTM3D.
template <class L>
Tensors conv_lstm_layer(const L& layer, Scope& scope, const Tensors& inputs, int axes) {
  check_positive("filters", layer.filters);
  check_not_causal(layer.padding);
  check_one_kind_of_step(layer.strides, layer.dilation_rate);
  check_rate(layer.dropout);
  check_rate(layer.recurrent_dropout);
  if (inputs.empty() || inputs[0].rank() != axes + 3) {
    throw ShapeError({.rule = "The layer reads a sequence of images over " + std::to_string(axes) + " spatial axes",
                      .expected = std::to_string(axes + 3) + " axes: a batch, steps, these and channels",
                      .received = inputs.empty() ? "nothing" : inputs[0].shape().str()});
  }
  Shape step = inputs[0].shape();
  step.erase(1);
  const ops::ConvOptions options{layer.strides, layer.padding, layer.data_format, layer.dilation_rate};
  const Shape state =
      conv_state_shape(step, kernel_shape(layer.kernel_size, axes, 1, layer.filters), layer.filters, options);
  const Recurrence recurrence{.return_sequences = layer.return_sequences,
                              .return_state = layer.return_state,
                              .go_backwards = layer.go_backwards,
                              .stateful = layer.stateful,
                              .state_shapes = {state, state}};
  ConvLSTMCell<L> cell{.layer = layer, .axes = axes, .trainable = layer.trainable, .dtype = layer.dtype};
  return recurrence.run(scope, Layer(std::move(cell)), layer.activity_regularizer, inputs);
}

}  // namespace glia::detail
