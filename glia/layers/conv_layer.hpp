// internal
#pragma once
#include <string>

#include "glia/base/error.hpp"
#include "glia/layers/image_axes.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/conv.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

/// The shape (sizes…, a, b) of a kernel; ValueErrors for sizes that are missing or below 1.
Shape kernel_shape(const Sizes& kernel_size, int axes, std::int64_t a, std::int64_t b);
void check_positive(const char* what, std::int64_t value);
/// A ValueError if both strides and dilation_rate have a number above 1, which Keras refuses.
void check_one_kind_of_step(const Sizes& strides, const Sizes& dilation_rate);
/// A ValueError for padding "causal", of a layer that does not have it.
void check_not_causal(const std::string& padding);
void check_groups(std::int64_t groups, std::int64_t channels, std::int64_t filters);

template <class L>
void conv_fields(Fields& f) {
  f("filters", &L::filters)("kernel_size", &L::kernel_size)("strides", &L::strides)("padding", &L::padding);
  f("data_format", &L::data_format)("dilation_rate", &L::dilation_rate)("groups", &L::groups);
  f("activation", &L::activation)("use_bias", &L::use_bias)("kernel_initializer", &L::kernel_initializer);
  f("bias_initializer", &L::bias_initializer)("kernel_regularizer", &L::kernel_regularizer);
  f("bias_regularizer", &L::bias_regularizer)("activity_regularizer", &L::activity_regularizer);
  f("kernel_constraint", &L::kernel_constraint)("bias_constraint", &L::bias_constraint);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

/// What ends every convolution: bias, activation, penalty.
template <class L>
Tensor finish_conv(const L& layer, Scope& scope, Tensor y, std::int64_t filters) {
  if (layer.use_bias) {
    y = add_to_channels(
        y, scope.weight("bias", {filters}, layer.bias_initializer, layer.bias_regularizer, layer.bias_constraint),
        layer.data_format);
  }
  y = layer.activation(y);
  add_activity_loss(scope, layer.activity_regularizer, y);
  return y;
}

/// The body of Conv1D, Conv2D and Conv3D, whose fields have the same names.
template <class L>
Tensor conv_layer(const L& layer, Scope& scope, const Tensor& input, int axes) {
  check_positive("filters", layer.filters);
  const Tensor x = in_dtype_of(scope, input);
  const std::int64_t channels = channels_of(x, axes, layer.data_format);
  if (axes > 1) check_not_causal(layer.padding);
  check_one_kind_of_step(layer.strides, layer.dilation_rate);
  check_groups(layer.groups, channels, layer.filters);
  const Variable kernel =
      scope.weight("kernel", kernel_shape(layer.kernel_size, axes, channels / layer.groups, layer.filters),
                   layer.kernel_initializer, layer.kernel_regularizer, layer.kernel_constraint);
  const Tensor y = ops::conv(x, kernel, {layer.strides, layer.padding, layer.data_format, layer.dilation_rate});
  return finish_conv(layer, scope, y, layer.filters);
}

}  // namespace glia::detail
