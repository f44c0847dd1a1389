// internal
#pragma once
#include <vector>

#include "glia/graph/graph.hpp"

namespace glia::detail {

/// In which numbers a fused body computes. Bodies do not mix them; a cast at an edge converts while loading.
enum class Numbers { real32, real64, integer };
Numbers numbers_of(const Node& node);

/// Groups elementwise nodes of one shape into `fused` nodes, whose body runs tile by tile, and hangs a group onto the
/// matrix product, or the gather or sum of rows, that feeds it when nothing else reads that; or onto several products,
/// as those of a cell's gates. Every elementwise node ends up in a fused node; broadcasts and scalar constants are
/// copied into the bodies that read them.
Graph fuse(const Graph& graph);

/// The matrix products, or the convolution, gather of rows or sum of rows (scatter_add), that a fused body hangs on.
std::vector<const Node*> roots_of(const Graph& body);
/// The first of them, or nullptr.
const Node* root_of(const Graph& body);
/// Whether a node is such a root for a body that alone reads it.
bool may_be_root(const Node& node);
/// Whether a body may hang on both: products of the same sizes that read their sides as they lie.
bool may_be_roots_together(const Node& a, const Node& b);
constexpr std::size_t kMaxRoots = 8;
/// Whether a body that hangs on `root` may read an operand of this shape beside it: with a convolution what follows its
/// rows, with a gather a scalar, with a sum of rows a scalar or all of its shape, with a product any.
bool may_stand_beside(const Node& root, const Shape& operand);
/// Whether a shape is one number, or one for each channel, seen by every pixel or row.
bool follows_rows(const Shape& shape);
/// Whether a body reads operand i element for element, not through its root or a broadcast.
bool reads_in_place(const Graph& body, std::size_t i);

}  // namespace glia::detail
