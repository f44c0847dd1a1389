#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "glia/graph/graph.hpp"

namespace glia::tests {

using Rewrite = std::function<detail::Graph(const detail::Graph&)>;

/// The graph of text `before` becomes that of text `after`, whatever their numbers of lines are; the result is
/// verified, the pass changes it no further, and results that it had before have the same values on drawn numbers.
void check_pass(const Rewrite& pass, std::string_view before, std::string_view after);
/// The pass must not fire: the graph stays as it is.
void check_unchanged(const Rewrite& pass, std::string_view text);
/// The same for graphs that are no text (calls), or whose pass does something else each time (grad).
void check_rewritten(const detail::Graph& got, std::string_view after);

/// Lines of a graph from x and y, f32[n,3], its parameters %0 and %1, to its result, the last line.
std::string graph_of_xy(std::string_view lines);

}  // namespace glia::tests
