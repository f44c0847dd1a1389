// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Spells cross-entropies in ordinary ops that fuse and have fast kernels: crossentropy and binary_crossentropy in both
/// forms, sparse_crossentropy from probabilities. Runs after gradients were taken, since those have shorter forms. The
/// values are those of the ops: a label outside the classes is still a DataError.
Graph lower(const Graph& graph);

}  // namespace glia::detail
