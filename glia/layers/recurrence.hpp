// internal
#pragma once
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

namespace glia::detail {

/// `x` with the entries of one axis in the other order.
Tensor flipped(const Tensor& x, int axis);

/// What the recurrent layers share: a cell over the steps of a sequence.
struct Recurrence {
  bool return_sequences = false;
  bool return_state = false;
  bool go_backwards = false;
  bool stateful = false;
  bool zero_output_for_mask = false;
  std::vector<Shape> state_shapes = {};  ///< of one sample; empty: as the cell's state_size() says

  /// `inputs`: the sequence (n, steps, …), then initial states or none.
  Tensors run(Scope& scope, const Layer& cell, const Regularizer& activity, const Tensors& inputs) const;
};

}  // namespace glia::detail
