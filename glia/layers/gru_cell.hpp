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

/// One step of a gated recurrent unit (Cho et al. 2014): with (z, r, g) the three parts of x · kernel + bias, (u, s, v)
/// those of h₋₁ · recurrent_kernel + recurrent bias, and σ = recurrent_activation,
/// h = Z·h₋₁ + (1 − Z)·activation(g + R·v), Z = σ(z + u), R = σ(r + s).
/// Without reset_after, as in the paper, the third part of recurrent_kernel multiplies R·h₋₁ and there is one bias.
/// (n, k), (n, units) → output h and state h, (n, units). Weights: kernel (k, 3·units), recurrent_kernel
/// (units, 3·units), bias (2, 3·units) or (3·units). `dropout` masks x, `recurrent_dropout` h₋₁, one mask for all
/// steps of a sequence. As in the running Keras, recurrent_dropout needs reset_after or none of it masks R·h₋₁.
/// ValueError unless units > 0 and the rates lie in [0, 1).
struct GRUCell {
  Dim units = 0;
  ActivationFn activation = tanh;
  ActivationFn recurrent_activation = sigmoid;
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer recurrent_initializer = "orthogonal";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer recurrent_regularizer = {};
  Regularizer bias_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint recurrent_constraint = {};
  Constraint bias_constraint = {};
  double dropout = 0;
  double recurrent_dropout = 0;
  bool reset_after = true;
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
