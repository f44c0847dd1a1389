// internal
#pragma once
#include <array>
#include <cstdint>

#include "glia/base/shape.hpp"

namespace glia::detail {

/// The indices of one element along each axis, for the slow kernels.
using Position = std::array<std::int64_t, Shape::kMaxRank>;

inline Position position_of(std::int64_t flat, const Shape& shape) {
  Position out{};
  for (int i = shape.rank() - 1; i >= 0; --i) {
    out[static_cast<std::size_t>(i)] = flat % shape[i];
    flat /= shape[i];
  }
  return out;
}

inline std::int64_t flat_of(const Position& position, const Shape& shape) {
  std::int64_t out = 0;
  for (int i = 0; i < shape.rank(); ++i) out = out * shape[i] + position[static_cast<std::size_t>(i)];
  return out;
}

}  // namespace glia::detail
