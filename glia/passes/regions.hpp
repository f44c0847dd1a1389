// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// `pass` on the bodies of loops and branches, innermost first, and then on the graph that holds them.
Graph with_regions(const Graph& graph, Graph (*pass)(const Graph&));

/// `node` with another body.
Tensors with_body(const Node& node, const Tensors& inputs, Graph body);

}  // namespace glia::detail
