#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A recurrent layer and a copy of it that goes backwards. merge_mode: "concat" (n, …, 2·units), "sum", "mul", "ave",
/// or "" for both outputs. (n, steps, k) → (n, units'), or (n, steps, units') if `layer` has return_sequences, where
/// step t of both outputs belongs to step t of the input. Further inputs are the initial states, those of the forward
/// layer first; masked steps of sequences are 0. With return_state the states follow the output in that order.
/// backward_layer takes the place of the copy; it must go the other way. Weights: forward_… and backward_…. ValueError
/// for another merge_mode, a layer that is not recurrent, or two layers that go the same way.
struct Bidirectional {
  Layer layer = {};
  std::string merge_mode = "concat";
  Layer backward_layer = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensors call(Scope& scope, const Tensors& x_and_states) const;
};

}  // namespace glia
#pragma GCC visibility pop
