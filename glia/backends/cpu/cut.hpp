// internal
#pragma once
#include <algorithm>
#include <cstdint>

#include "glia/base/ceil_div.hpp"

namespace glia::detail::cpu {

/// Things [first, last) of chunk `index` when `total` of them are cut into runs of `length`.
struct Cut {
  std::int64_t first, last;
  Cut(std::int64_t total, std::int64_t length, std::int64_t index)
      : first(index * length), last(std::min(total, first + length)) {}
  std::int64_t size() const { return last - first; }
};

}  // namespace glia::detail::cpu
