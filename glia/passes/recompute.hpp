// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Where a fused node writes values that only other fused nodes of its shape read, and those could compute them again
/// from less than half of what is written and read for it, they do: gelu's gradient needs three values of its formula,
/// which follow from one. Each costs a pass through memory, which an elementwise op does not.
Graph recompute(const Graph& graph);

}  // namespace glia::detail
