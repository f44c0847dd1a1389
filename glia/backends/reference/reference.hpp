// internal
#pragma once
#include <span>
#include <vector>

#include "glia/graph/node.hpp"

namespace glia::detail {

/// Runs one node on whole arrays with the slow, obvious kernel of its op; a fused node runs its body node by node.
void run_reference(const Node& node, std::span<const Array> in, std::span<Array> out);

}  // namespace glia::detail
