// internal
#pragma once
#include "glia/graph/node.hpp"

namespace glia::detail {

/// Where in its input the numbers of a slice lie, if that is one run that begins a cache line: columns of panels, or a
/// part of the first axis longer than 1. In bytes; or −1.
std::int64_t run_of_memory(const Node& node);

}  // namespace glia::detail
