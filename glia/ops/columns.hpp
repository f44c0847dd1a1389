// internal
#pragma once
#include <optional>

#include "glia/graph/node.hpp"

namespace glia::detail {

/// Columns [first, last) of a matrix.
struct Columns {
  std::int64_t first, last;
};

/// The columns that a slice takes with all their rows, if it cuts between panels of 16: as a cell cuts its weights into
/// gates. In panels such columns are one run of memory.
std::optional<Columns> columns_taken(const Node& node);

}  // namespace glia::detail
