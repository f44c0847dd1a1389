// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Chooses how each matrix of weights lies in memory and marks every value that follows. A matrix goes into panels when
/// all that reads and writes it can take panels: products with it on the right, elementwise updates, sums over all of
/// it. A variable whose layout was fixed by an earlier program keeps it; what cannot read panels gets `unpack`.
/// Products with transposed panels read their left side transposed, so that its rows become vectors.
Graph choose_layouts(const Graph& graph);
/// The same without wishes: no variable goes into panels that does not lie in them already.
Graph keep_layouts(const Graph& graph);

extern const Op op_unpack;  ///< panels → row-major

}  // namespace glia::detail
