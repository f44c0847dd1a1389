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

/// An LSTM over a sequence of 3-dimensional images whose products are convolutions: with (i, f, g, o) the four parts of
/// conv(x, kernel) + conv(h₋₁, recurrent_kernel) + bias and σ = recurrent_activation, c = σ(f)·c₋₁ +
/// σ(i)·activation(g), h = σ(o)·activation(c). (n, steps, d, h, w, k) → (n, o, p, q, filters), or (n, steps, o, p, q,
/// filters) with return_sequences. strides, padding and dilation_rate are those of the first convolution; the second
/// keeps the size. Further inputs, return_state, go_backwards, masks and stateful as in LSTM. Weights: kernel
/// (kernel_size…, k, 4·filters), recurrent_kernel (kernel_size…, filters, 4·filters), bias (4·filters), whose forget
/// part begins at 1 if unit_forget_bias. In training each gate drops other numbers of x and of h₋₁. ValueError unless
/// filters > 0, padding is "valid" or "same", and strides or dilation_rate are 1; ShapeError if no window fits. Shi et
/// al. 2015, arXiv:1506.04214.
struct ConvLSTM3D {
  Dim filters = 0;
  Sizes kernel_size = {};
  Sizes strides = 1;
  std::string padding = "valid";
  std::string data_format = "channels_last";
  Sizes dilation_rate = 1;
  ActivationFn activation = tanh;
  ActivationFn recurrent_activation = sigmoid;
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer recurrent_initializer = "orthogonal";
  Initializer bias_initializer = "zeros";
  bool unit_forget_bias = true;
  Regularizer kernel_regularizer = {};
  Regularizer recurrent_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint recurrent_constraint = {};
  Constraint bias_constraint = {};
  double dropout = 0;
  double recurrent_dropout = 0;
  Dim seed = -1;
  bool return_sequences = false;
  bool return_state = false;
  bool go_backwards = false;
  bool stateful = false;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensors call(Scope& scope, const Tensors& x_and_states) const;
};

}  // namespace glia
#pragma GCC visibility pop
