// internal
#pragma once
#include "glia/layers/conv_layer.hpp"

namespace glia::detail {

template <class L>
void conv_transpose_fields(Fields& f) {
  f("filters", &L::filters)("kernel_size", &L::kernel_size)("strides", &L::strides)("padding", &L::padding);
  f("output_padding", &L::output_padding)("data_format", &L::data_format)("dilation_rate", &L::dilation_rate);
  f("activation", &L::activation)("use_bias", &L::use_bias)("kernel_initializer", &L::kernel_initializer);
  f("bias_initializer", &L::bias_initializer)("kernel_regularizer", &L::kernel_regularizer);
  f("bias_regularizer", &L::bias_regularizer)("activity_regularizer", &L::activity_regularizer);
  f("kernel_constraint", &L::kernel_constraint)("bias_constraint", &L::bias_constraint);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

/// The body of Conv1DTranspose, Conv2DTranspose and Conv3DTranspose.
template <class L>
Tensor conv_transpose_layer(const L& layer, Scope& scope, const Tensor& input, int axes) {
  check_positive("filters", layer.filters);
  check_one_kind_of_step(layer.strides, layer.dilation_rate);
  const Tensor x = in_dtype_of(scope, input);
  const Variable kernel = scope.weight(
      "kernel", kernel_shape(layer.kernel_size, axes, layer.filters, channels_of(x, axes, layer.data_format)),
      layer.kernel_initializer, layer.kernel_regularizer, layer.kernel_constraint);
  const Tensor y = ops::conv_transpose(
      x, kernel, {layer.strides, layer.padding, layer.data_format, layer.dilation_rate}, layer.output_padding);
  return finish_conv(layer, scope, y, layer.filters);
}

}  // namespace glia::detail
