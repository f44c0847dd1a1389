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

/// Each channel convolved by itself on two spatial axes: y = activation(depthwise_conv(x, kernel) + bias).
/// (n, h, w, k) → (n, o, p, k·depth_multiplier) Weights: kernel (kernel_size…, k, depth_multiplier), bias
/// (k·depth_multiplier). Input channel c gives the outputs c·depth_multiplier + j. ValueError unless depth_multiplier >
/// 0; ShapeError if no window fits.
struct DepthwiseConv2D {
  Sizes kernel_size = {};
  Sizes strides = 1;
  std::string padding = "valid";
  Dim depth_multiplier = 1;
  std::string data_format = "channels_last";
  Sizes dilation_rate = 1;
  ActivationFn activation = linear;
  bool use_bias = true;
  Initializer depthwise_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer depthwise_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint depthwise_constraint = {};
  Constraint bias_constraint = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
