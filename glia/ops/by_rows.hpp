// internal
#pragma once
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Whether each row of the batch goes its own way through `body`: every value that depends on the batch has it as its
/// first axis, and no operation mixes rows or asks which row it is at. Then the body may run on some rows at a time.
bool works_by_rows(const Graph& body);

}  // namespace glia::detail
