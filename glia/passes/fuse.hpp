// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// In which numbers a fused body computes. Bodies do not mix them; a cast at an edge converts while loading.
enum class Numbers { real32, real64, integer };
Numbers numbers_of(const Node& node);

/// Groups elementwise nodes of one shape into `fused` nodes, whose body runs tile by tile, and hangs a group onto the
/// matrix product, or the gather or sum of rows, that feeds it when nothing else reads that. Every elementwise node ends up in
/// a fused node; broadcasts and scalar constants are copied into the bodies that read them.
Graph fuse(const Graph& graph);

/// The matrix product, convolution, gather of rows or sum of rows (scatter_add) that a fused body hangs on, or nullptr.
/// Beside a convolution all operands follow its rows, beside a gather they are scalars, beside a sum of rows scalars or
/// of its shape.
const Node* root_of(const Graph& body);

}  // namespace glia::detail
