// internal
#pragma once
#include <cstdint>
#include <vector>

namespace glia::detail {

/// A block that is needed from phase `first` to phase `last`, both included.
struct ArenaRequest {
  std::int64_t bytes = 0;
  int first = 0;
  int last = 0;
  std::int64_t offset = 0;  ///< set by plan_arena; a multiple of 64
};

/// Gives blocks that live at the same time disjoint ranges, largest first, each in the lowest gap that takes it.
/// Returns the size of the whole.
std::int64_t plan_arena(std::vector<ArenaRequest>& requests);

}  // namespace glia::detail
