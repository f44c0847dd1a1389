// internal
#pragma once
#include "glia/layers/depthwise_layer.hpp"

namespace glia::detail {

template <class L>
void separable_fields(Fields& f) {
  f("filters", &L::filters)("kernel_size", &L::kernel_size)("strides", &L::strides)("padding", &L::padding);
  f("data_format", &L::data_format)("dilation_rate", &L::dilation_rate)("depth_multiplier", &L::depth_multiplier);
  f("activation", &L::activation)("use_bias", &L::use_bias)("depthwise_initializer", &L::depthwise_initializer);
  f("pointwise_initializer", &L::pointwise_initializer)("bias_initializer", &L::bias_initializer);
  f("depthwise_regularizer", &L::depthwise_regularizer)("pointwise_regularizer", &L::pointwise_regularizer);
  f("bias_regularizer", &L::bias_regularizer)("activity_regularizer", &L::activity_regularizer);
  f("depthwise_constraint", &L::depthwise_constraint)("pointwise_constraint", &L::pointwise_constraint);
  f("bias_constraint", &L::bias_constraint)("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

/// The body of SeparableConv1D and SeparableConv2D.
template <class L>
Tensor separable_layer(const L& layer, Scope& scope, const Tensor& input, int axes) {
  check_positive("filters", layer.filters);
  const Tensor x = convolve_channels(layer, scope, in_dtype_of(scope, input), axes, "depthwise_kernel");
  const Variable pointwise =
      scope.weight("pointwise_kernel", kernel_shape(1, axes, channels_of(x, axes, layer.data_format), layer.filters),
                   layer.pointwise_initializer, layer.pointwise_regularizer, layer.pointwise_constraint);
  return finish_conv(layer, scope, ops::conv(x, pointwise, {.data_format = layer.data_format}), layer.filters);
}

}  // namespace glia::detail
