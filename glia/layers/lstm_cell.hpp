#pragma once
#include <string>
#include <vector>

#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/activation_fn.hpp"
#include "glia/layers/activations.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// One step of a long short-term memory (Hochreiter and Schmidhuber 1997): with (i, f, g, o) the four parts of
/// x · kernel + h₋₁ · recurrent_kernel + bias and σ = recurrent_activation,
/// c = σ(f)·c₋₁ + σ(i)·activation(g), h = σ(o)·activation(c).
/// (n, k), (n, units), (n, units) → output h, states h and c, (n, units). Weights: kernel (k, 4·units),
/// recurrent_kernel (units, 4·units), bias (4·units), whose forget part begins at 1 if unit_forget_bias. `dropout`
/// masks x, `recurrent_dropout` h₋₁, one mask for all steps of a sequence. ValueError unless units > 0 and the rates
/// lie in [0, 1).
struct LSTMCell {
  Dim units = 0;
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
  Constraint kernel_constraint = {};
  Constraint recurrent_constraint = {};
  Constraint bias_constraint = {};
  double dropout = 0;
  double recurrent_dropout = 0;
  Dim seed = -1;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  std::vector<Dim> state_size() const;
  Tensors call(Scope& scope, const Tensors& x_and_states) const;
};

}  // namespace glia
#pragma GCC visibility pop
