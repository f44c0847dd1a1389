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

/// 1-dimensional convolution (cross-correlation, as in Keras): y = activation(conv(x, kernel) + bias). (n, steps, k) →
/// (n, o, filters) Weights: kernel (kernel_size…, k / groups, filters), bias (filters). Padding "same" gives ⌈size /
/// stride⌉ outputs, "causal" looks back only. ValueError unless filters > 0 and groups divide the channels and the
/// filters; ShapeError if no window fits.
struct Conv1D {
  Dim filters = 0;
  Sizes kernel_size = {};
  Sizes strides = 1;
  std::string padding = "valid";
  std::string data_format = "channels_last";
  Sizes dilation_rate = 1;
  Dim groups = 1;
  ActivationFn activation = linear;
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
