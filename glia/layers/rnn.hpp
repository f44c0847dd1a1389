#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A cell over the steps of a sequence. (n, steps, k) → (n, units), or (n, steps, units) with return_sequences.
/// A cell is a layer that takes the input of one step and its states, and returns its output and the new states:
///   struct MyCell { Dim units = 0; …
///     std::vector<Dim> state_size() const { return {units}; }
///     Tensors call(Scope& scope, const Tensors& x_and_states) const; };
/// Further inputs are the initial states, zeros without them. return_state adds the last states as further outputs.
/// go_backwards begins at the last step, and gives the outputs in that order. Masked steps keep the states; their
/// output is the first state, or 0 with zero_output_for_mask. Weights: those of the cell. `unroll` changes nothing.
/// stateful: a batch begins with the last states of the batch before, row by row, until reset_state(); all batches have
/// the batch_size of the model's Input. ValueError for a cell that does not state its states.
struct RNN {
  Layer cell = {};
  bool return_sequences = false;
  bool return_state = false;
  bool go_backwards = false;
  bool stateful = false;
  bool unroll = false;
  bool zero_output_for_mask = false;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensors call(Scope& scope, const Tensors& x_and_states) const;
};

}  // namespace glia
#pragma GCC visibility pop
