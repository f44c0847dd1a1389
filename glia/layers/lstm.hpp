#pragma once
#include <string>

#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/activation_fn.hpp"
#include "glia/layers/activations.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// LSTMCell over the steps of a sequence. (n, steps, k) → (n, units), or (n, steps, units) with return_sequences.
/// Further inputs are the initial states, zeros without them. return_state adds the last states as further outputs.
/// go_backwards begins at the last step, and gives the outputs in that order. Masked steps keep states and output.
/// stateful: a batch begins with the last states of the batch before, row by row, until reset_state(); all batches have
/// the batch_size of the model's Input. Weights: those of the cell. `unroll` changes nothing. ValueError as the cell.
struct LSTM {
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
  bool unroll = false;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensors call(Scope& scope, const Tensors& x_and_states) const;
};

}  // namespace glia
#pragma GCC visibility pop
