// internal
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "glia/backends/cpu/tile_program.hpp"

namespace glia::detail::cpu {

/// The index space of a fused body at a known number of rows, with adjacent axes merged wherever every operand allows.
/// The last two axes are the block that a TileProgram runs; the others are walked.
class IndexSpace {
 public:
  static constexpr std::size_t kMaxOperands = 64;
  static constexpr std::size_t kAxes = Shape::kMaxRank + 2;

  IndexSpace() = default;
  /// `operands` are the shapes from which the loads read, broadcast to `shape`; all concrete. `strides` keeps kAxes
  /// numbers for each operand as long as this lives: on the stack, or as many as a kernel needs (64 would take 5 KB).
  IndexSpace(const Shape& shape, std::span<const Shape> operands, std::int64_t* strides);

  std::int64_t outer() const { return outer_; }
  std::int64_t rows() const { return rows_; }
  std::int64_t columns() const { return columns_; }
  /// Strides of operand i inside a block, and the offset in elements of outer block `index`.
  std::int64_t row_stride(std::size_t i) const { return strides_[i * kAxes + static_cast<std::size_t>(rank_ - 2)]; }
  std::int64_t column_stride(std::size_t i) const { return strides_[i * kAxes + static_cast<std::size_t>(rank_ - 1)]; }
  std::int64_t offset(std::size_t i, std::int64_t index) const;

 private:
  int rank_ = 2;
  std::array<std::int64_t, kAxes> dims_{};
  std::int64_t* strides_ = nullptr;
  std::int64_t outer_ = 1, rows_ = 1, columns_ = 1;
};

}  // namespace glia::detail::cpu
