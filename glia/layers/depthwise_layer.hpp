// internal
#pragma once
#include "glia/layers/conv_layer.hpp"

namespace glia::detail {

template <class L>
void depthwise_fields(Fields& f) {
  f("kernel_size", &L::kernel_size)("strides", &L::strides)("padding", &L::padding);
  f("depth_multiplier", &L::depth_multiplier)("data_format", &L::data_format)("dilation_rate", &L::dilation_rate);
  f("activation", &L::activation)("use_bias", &L::use_bias)("depthwise_initializer", &L::depthwise_initializer);
  f("bias_initializer", &L::bias_initializer)("depthwise_regularizer", &L::depthwise_regularizer);
  f("bias_regularizer", &L::bias_regularizer)("activity_regularizer", &L::activity_regularizer);
  f("depthwise_constraint", &L::depthwise_constraint)("bias_constraint", &L::bias_constraint);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

/// The convolution of each channel by itself, with a weight called `kernel_name`.
template <class L>
Tensor convolve_channels(const L& layer, Scope& scope, const Tensor& x, int axes, const char* kernel_name) {
  check_not_causal(layer.padding);
  check_positive("depth_multiplier", layer.depth_multiplier);
  const std::int64_t channels = channels_of(x, axes, layer.data_format);
  const Variable kernel =
      scope.weight(kernel_name, kernel_shape(layer.kernel_size, axes, channels, layer.depth_multiplier),
                   layer.depthwise_initializer, layer.depthwise_regularizer, layer.depthwise_constraint);
  return ops::depthwise_conv(x, kernel, {layer.strides, layer.padding, layer.data_format, layer.dilation_rate});
}

/// The body of DepthwiseConv1D and DepthwiseConv2D.
template <class L>
Tensor depthwise_layer(const L& layer, Scope& scope, const Tensor& input, int axes) {
  const Tensor y = convolve_channels(layer, scope, in_dtype_of(scope, input), axes, "kernel");
  return finish_conv(layer, scope, y, channels_of(y, axes, layer.data_format));
}

}  // namespace glia::detail
