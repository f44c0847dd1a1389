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

/// The gradient of Conv2D by its input as a layer: y = activation(conv_transpose(x, kernel) + bias); it enlarges by the
/// strides. (n, h, w, k) → (n, o, p, filters) Weights: kernel (kernel_size…, filters, k), bias (filters). A size s
/// becomes s·stride with padding "same", and with "valid" the larger of (s − 1)·stride + (kernel_size −
/// 1)·dilation_rate + 1 and s·stride; output_padding sets how much is added behind. ValueError unless filters > 0 and
/// output_padding < strides.
struct Conv2DTranspose {
  Dim filters = 0;
  Sizes kernel_size = {};
  Sizes strides = 1;
  std::string padding = "valid";
  Sizes output_padding = {};  ///< empty: what the sizes above need
  std::string data_format = "channels_last";
  Sizes dilation_rate = 1;
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
