// internal
#pragma once
#include <vector>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// The layers between inputs and outputs, each once, about as they were made: the order in which they are named.
std::vector<Layer> layers_below(const Tensors& inputs, const Tensors& outputs);

/// Puts the layers of a model into Keras's order, which decides that of its weights: by their distance to the outputs,
/// the longest way and the most distant use counting; equal ones as a search from the outputs meets them first.
void order_layers(ModelState& model);

}  // namespace glia::detail
