// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// In which numbers a fused body computes. Bodies do not mix them; a cast at an edge converts while loading.
enum class Numbers { real32, real64, integer };
Numbers numbers_of(const Node& node);

/// Groups elementwise nodes of one shape into `fused` nodes, whose body runs tile by tile, and hangs a group onto the
/// matrix product, or the gather of rows, that feeds it when nothing else reads that. Every elementwise node ends up in
/// a fused node; broadcasts and scalar constants are copied into the bodies that read them.
Graph fuse(const Graph& graph);

/// The matrix product at the root of a fused body, or nullptr.
const Node* root_product(const Graph& body);
/// The convolution at the root of a fused body, or nullptr; all other operands of such a body follow its rows.
const Node* root_conv(const Graph& body);
/// The gather of rows at the root of a fused body, or nullptr; all other operands of such a body are scalars.
const Node* root_take(const Graph& body);

}  // namespace glia::detail
