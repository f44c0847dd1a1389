#include "glia/ops/reduce.hpp"

#include <algorithm>

namespace glia::detail {

std::int64_t reduced_position(std::int64_t flat, const Shape& from, const std::vector<std::int64_t>& axes) {
  std::int64_t position = 0;
  std::int64_t stride = 1;
  for (int i = from.rank() - 1; i >= 0; --i) {
    const std::int64_t index = flat % from[i];
    flat /= from[i];
    if (std::find(axes.begin(), axes.end(), i) != axes.end()) continue;
    position += index * stride;
    stride *= from[i];
  }
  return position;
}

}  // namespace glia::detail
