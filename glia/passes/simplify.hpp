// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Merges equal nodes, folds scalar constants, removes what does nothing, and replaces cross-entropies over softmax and
/// sigmoid by their log forms. Nodes that nothing needs are gone, since a graph is what its results reach.
Graph simplify(const Graph& graph);

/// Only the log forms; applied before a gradient is taken, because the clipped forms have gradient zero where they
/// clip.
Tensors log_forms(const Tensors& roots);

}  // namespace glia::detail
