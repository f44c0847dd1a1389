#pragma once
#include <cstdint>

namespace glia::detail::cpu {

/// Floats that a panel layout of `depth` × `columns` takes: ceil(columns / 16) panels, each depth rows of 16 floats.
constexpr std::int64_t panel_floats(std::int64_t depth, std::int64_t columns) {
  return (columns + 15) / 16 * 16 * depth;
}

/// Row-major (depth × columns, rows `ld` floats apart) → panels; columns past the end become 0.
void pack_panels(const float* row_major, std::int64_t depth, std::int64_t columns, std::int64_t ld, float* panels);
/// The way back; what lies past `columns` in a row is not touched.
void unpack_panels(const float* panels, std::int64_t depth, std::int64_t columns, std::int64_t ld, float* row_major);

/// Row-major src (rows × cols, rows `ld` floats apart), transposed → (cols × rows) in panels: dst[(r/16·cols + c)·16 +
/// r%16]; rows past the end become 0. Panels rather than lines of `rows` floats: a stride of 2^n floats halves the
/// speed of the product.
void transpose_pack(const float* src, std::int64_t rows, std::int64_t cols, std::int64_t ld, float* dst);
/// The way back: (cols × rows) in panels → row-major dst (rows × cols, rows `ld` floats apart).
void transpose_unpack(const float* src, std::int64_t rows, std::int64_t cols, std::int64_t ld, float* dst);

}  // namespace glia::detail::cpu
