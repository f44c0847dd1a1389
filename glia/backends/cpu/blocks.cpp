#include "glia/backends/cpu/blocks.hpp"

#include <algorithm>

namespace glia::detail::cpu {

IndexSpace::IndexSpace(const Shape& shape, std::span<const Shape> operands, std::int64_t* strides) : strides_(strides) {
  std::fill_n(strides, operands.size() * kAxes, 0);
  // Strides of every operand along every axis of `shape`; 0 where it is broadcast.
  std::array<std::array<std::int64_t, Shape::kMaxRank>, kMaxOperands> full{};
  for (std::size_t o = 0; o < operands.size(); ++o) {
    std::int64_t stride = 1;
    const int missing = shape.rank() - operands[o].rank();
    for (int a = shape.rank() - 1; a >= missing; --a) {
      const std::int64_t size = operands[o][a - missing];
      full[o][static_cast<std::size_t>(a)] = size == 1 ? 0 : stride;
      stride *= size;
    }
  }
  std::array<int, Shape::kMaxRank> first{};  // merged axis → its last axis of `shape`
  int merged = 0;
  for (int a = 0; a < shape.rank(); ++a) {
    if (shape[a] == 1) continue;
    bool joins = merged > 0;
    for (std::size_t o = 0; joins && o < operands.size(); ++o) {
      joins = full[o][static_cast<std::size_t>(first[static_cast<std::size_t>(merged) - 1])] ==
              full[o][static_cast<std::size_t>(a)] * shape[a];
    }
    if (joins) {
      dims_[static_cast<std::size_t>(merged) + 1] *= shape[a];
      first[static_cast<std::size_t>(merged) - 1] = a;
    } else {
      first[static_cast<std::size_t>(merged)] = a;
      ++merged;
      dims_[static_cast<std::size_t>(merged) + 1] = shape[a];
    }
  }
  // Two axes of size 1 stand in front, so that there always is a block.
  dims_[0] = dims_[1] = 1;
  rank_ = merged + 2;
  for (std::size_t o = 0; o < operands.size(); ++o) {
    for (int m = 0; m < merged; ++m)
      strides_[o * kAxes + static_cast<std::size_t>(m) + 2] =
          full[o][static_cast<std::size_t>(first[static_cast<std::size_t>(m)])];
    if (merged == 0) strides_[o * kAxes + 1] = 1;
  }
  rows_ = dims_[static_cast<std::size_t>(rank_ - 2)];
  columns_ = dims_[static_cast<std::size_t>(rank_ - 1)];
  for (int m = 0; m < rank_ - 2; ++m) outer_ *= dims_[static_cast<std::size_t>(m)];
}

std::int64_t IndexSpace::offset(std::size_t i, std::int64_t index) const {
  std::int64_t out = 0;
  for (int m = rank_ - 3; m >= 0; --m) {
    const std::int64_t dim = dims_[static_cast<std::size_t>(m)];
    out += index % dim * strides_[i * kAxes + static_cast<std::size_t>(m)];
    index /= dim;
  }
  return out;
}

}  // namespace glia::detail::cpu
