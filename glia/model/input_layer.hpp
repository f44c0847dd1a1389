// internal
#pragma once
#include <vector>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// One layer for each input of a functional model, named as the input, or input_layer, input_layer_1, …. They stand in
/// layers() and in the summary, but cannot be applied.
std::vector<Layer> input_layers(const ModelState& model);

/// What Model::layers() lists.
std::vector<Layer> listed_layers(const ModelState& model);

}  // namespace glia::detail
