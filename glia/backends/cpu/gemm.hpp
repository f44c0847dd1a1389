#pragma once
#include <cstdint>
#include <limits>

#include "glia/graph/layout.hpp"

namespace glia::detail::cpu {

constexpr std::int64_t kAllColumns = std::numeric_limits<std::int64_t>::max();

/// A strided product on panels of 16 columns:
///   C(r, 16p + c) = [C(r, 16p + c) if accumulate, else 0] + Σ_k A(r, k) · B(k, 16p + c),  k = 0 … depth-1
/// One description covers row-major operands (panel stride 16), the panel layout (row stride 16) and transposed ones.
/// Strides are counted in floats. C must not overlap A or B.
///
/// Each element is one chain of fused multiply-adds over rising k, whatever the tile, so every cut of rows, of panels,
/// and of depth (by `accumulate`) gives the same bits, on AVX2 as on AVX-512. SSE4 and scalar have no FMA: there each
/// step rounds twice.
struct GemmTile {
  const float* a = nullptr;  ///< A(r, k) = a[r*a_row + k*a_col]
  std::int64_t a_row = 0, a_col = 0;
  /// Not 0: A lies in segments of so many k, A(r, k) = a[r*a_row + offset(k / a_segment) + (k % a_segment)*a_col],
  /// where offset(s) is a_offsets[s], or s·a_panel without a table.
  std::int64_t a_segment = 0;
  std::int64_t a_panel = 0;
  const std::int64_t* a_offsets = nullptr;
  const float* b = nullptr;  ///< B(k, 16p + c) = b[k*b_row + p*b_panel + c]
  std::int64_t b_row = 0, b_panel = 0;
  float* c = nullptr;  ///< C(r, 16p + c) = c[r*c_row + p*c_panel + c]
  std::int64_t c_row = 0, c_panel = 0;
  std::int64_t rows = 0, panels = 0, depth = 0;
  /// The product is repeated for A and C moved by these strides, so that a piece of B serves all.
  std::int64_t lines = 1, a_line = 0, c_line = 0;
  bool accumulate = false;
  /// Columns that exist, counted from column 0 of this tile. Those of B past the end are never read and count as 0,
  /// those of C are never touched. More than 16·panels means all; fewer than 16·(panels-1) + 1 is not allowed.
  std::int64_t b_columns = kAllColumns, c_columns = kAllColumns;
  /// B is large and used once, as the filters of a picture: the next panels are brought to the second-level cache
  /// while some are at work.
  bool b_is_far = false;
  /// A is read for the first time, and its rows follow each other: those of the next register tile are brought to the
  /// second-level cache while some are at work.
  bool a_is_far = false;
  /// The numbers of A and B count rounded to bfloat16. Bits then depend on the instruction set: see gemm_bf16.hpp.
  bool bf16 = false;
};

/// Runs the product on this thread with the best instruction set of this machine. Allocates nothing.
void gemm(const GemmTile& tile);

}  // namespace glia::detail::cpu
