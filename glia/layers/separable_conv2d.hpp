#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/activation_fn.hpp"
#include "glia/layers/activations.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Each channel convolved by itself, then all mixed at each position: y = activation(conv(depthwise_conv(x,
/// depthwise_kernel), pointwise_kernel) + bias). (n, h, w, k) → (n, o, p, filters) Weights: depthwise_kernel
/// (kernel_size…, k, depth_multiplier), pointwise_kernel (1, 1, k·depth_multiplier, filters), bias (filters).
/// ValueError unless filters and depth_multiplier are above 0; ShapeError if no window fits.
struct SeparableConv2D {
  Dim filters = 0;
  Sizes kernel_size = {};
  Sizes strides = 1;
  std::string padding = "valid";
  std::string data_format = "channels_last";
  Sizes dilation_rate = 1;
  Dim depth_multiplier = 1;
  ActivationFn activation = linear;
  bool use_bias = true;
  Initializer depthwise_initializer = "glorot_uniform";
  Initializer pointwise_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer depthwise_regularizer = {};
  Regularizer pointwise_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint depthwise_constraint = {};
  Constraint pointwise_constraint = {};
  Constraint bias_constraint = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
