#pragma once
#include <vector>

#include "glia/graph/graph.hpp"

namespace glia::tests {

/// The results of `graph`, node by node with the reference kernels; `rows` is n of the symbolic batch.
std::vector<Array> evaluate(const detail::Graph& graph, const std::vector<Array>& parameters, std::int64_t rows = 0);

}  // namespace glia::tests
