// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Marks products in f32 with precision = "bf16": matrix products, convolutions and their gradients. Left alone are
/// those that add up fewer than 16 products for a number, and convolutions of single channels: rounding would cost more
/// than it saves there.
Graph mixed_precision(const Graph& graph);

}  // namespace glia::detail
