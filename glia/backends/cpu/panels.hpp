#pragma once
#include <cstdint>

namespace glia::detail::cpu {

/// Floats that a panel layout of `depth` × `columns` takes: ceil(columns / 16) panels, each depth rows of 16 floats.
constexpr std::int64_t panel_floats(std::int64_t depth, std::int64_t columns) { return (columns + 15) / 16 * 16 * depth; }

/// Row-major (depth × columns, rows `ld` floats apart) → panels; columns past the end become 0.
void pack_panels(const float* row_major, std::int64_t depth, std::int64_t columns, std::int64_t ld, float* panels);
/// The way back; what lies past `columns` in a row is not touched.
void unpack_panels(const float* panels, std::int64_t depth, std::int64_t columns, std::int64_t ld, float* row_major);

/// Row-major src (rows × cols, rows `ld` floats apart) → dst (cols × rows rounded up to 16); rows past the end become 0.
void transpose_pack(const float* src, std::int64_t rows, std::int64_t cols, std::int64_t ld, float* dst);
/// The way back: src (cols × rows rounded up to 16) → row-major dst (rows × cols, rows `ld` floats apart).
void transpose_unpack(const float* src, std::int64_t rows, std::int64_t cols, std::int64_t ld, float* dst);

}  // namespace glia::detail::cpu
