#pragma once
#include <algorithm>
#include <cstdint>

#include "glia/base/philox.hpp"

namespace glia::detail {

/// Calls make(words, values) for each group of `size` elements that the range touches, where make() writes the values
/// of a whole group; groups that stick out at either end are made beside `out` and copied in part.
template <int size, class T, class Make>
void fill_groups(T* out, std::int64_t first, std::int64_t count, std::uint64_t key, std::uint64_t iteration,
                 const Make& make) {
  PhiloxGroup words;
  const std::int64_t end = first + count;
  for (std::int64_t element = first; element < end;) {
    const std::int64_t start = element / size * size;
    const std::int64_t stop = std::min(start + size, end);
    philox_group(words, static_cast<std::uint64_t>(start / size), key, iteration);
    if (stop - element == size) {
      make(words, out + (element - first));
    } else {
      T whole[size];
      make(words, whole);
      std::copy(whole + (element - start), whole + (stop - start), out + (element - first));
    }
    element = stop;
  }
}

/// The 64 bits of a lane in half h of a group (h = 0: words 0 and 1; h = 1: words 2 and 3).
inline std::uint64_t wide_word(const PhiloxGroup& words, int half, int lane) {
  return std::uint64_t{words[2 * half][lane]} << 32 | words[2 * half + 1][lane];
}

/// In (0, 1): the middle of one of 2³² (2⁵³) equal parts.
inline double open_unit(std::uint32_t word) { return (static_cast<double>(word) + 0.5) * 0x1p-32; }
inline double open_unit(std::uint64_t word) { return (static_cast<double>(word >> 11) + 0.5) * 0x1p-53; }

}  // namespace glia::detail
