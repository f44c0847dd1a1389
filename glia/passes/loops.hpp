// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Scans of one loop become one: reverse mode emits the forward scan again, with what the backward scan reads as
/// further ys. Then drops ys that nothing reads or that come twice, and sequences and captured values that no step
/// reads.
Graph merge_scans(const Graph& graph);

}  // namespace glia::detail
