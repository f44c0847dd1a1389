// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Spells in ordinary ops that fuse and have fast kernels, after gradients were taken, since those have shorter forms:
/// cross-entropies (crossentropy and binary_crossentropy in both forms, sparse_crossentropy from probabilities; a label
/// outside the classes is still a DataError), gradients of convolution kernels as sums over parts of the batch, sums
/// over the batch and other axes as two sums.
Graph lower(const Graph& graph);

}  // namespace glia::detail
