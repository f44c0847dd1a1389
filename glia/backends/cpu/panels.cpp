#include "glia/backends/cpu/panels.hpp"

#include <algorithm>

#define HWY_DISABLED_TARGETS \
  (HWY_SSSE3 | HWY_AVX2 | HWY_AVX3 | HWY_AVX3_DL)  // only 4×4 blocks: wider ones gain nothing
#define HWY_TARGET_INCLUDE "glia/backends/cpu/panels.cpp"
// foreach_target.h comes first
// clang-format off
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// A block of 4 × 4.
HWY_INLINE void transpose_block(const float* src, std::int64_t ld, float* dst, std::int64_t dst_ld) {
#if HWY_TARGET == HWY_SCALAR
  for (int r = 0; r < 4; ++r) {
    for (int c = 0; c < 4; ++c) dst[c * dst_ld + r] = src[r * ld + c];
  }
#else
  const hn::Full128<float> f;
  const hn::Full128<double> pairs;
  const auto a = hn::LoadU(f, src), b = hn::LoadU(f, src + ld), c = hn::LoadU(f, src + 2 * ld),
             d = hn::LoadU(f, src + 3 * ld);
  const auto ab = hn::BitCast(pairs, hn::InterleaveLower(f, a, b)),
             cd = hn::BitCast(pairs, hn::InterleaveLower(f, c, d));
  const auto ab2 = hn::BitCast(pairs, hn::InterleaveUpper(f, a, b)),
             cd2 = hn::BitCast(pairs, hn::InterleaveUpper(f, c, d));
  hn::StoreU(hn::BitCast(f, hn::InterleaveLower(pairs, ab, cd)), f, dst);
  hn::StoreU(hn::BitCast(f, hn::InterleaveUpper(pairs, ab, cd)), f, dst + dst_ld);
  hn::StoreU(hn::BitCast(f, hn::InterleaveLower(pairs, ab2, cd2)), f, dst + 2 * dst_ld);
  hn::StoreU(hn::BitCast(f, hn::InterleaveUpper(pairs, ab2, cd2)), f, dst + 3 * dst_ld);
#endif
}

void transpose(const float* src, std::int64_t rows, std::int64_t cols, std::int64_t ld, float* dst,
               std::int64_t dst_ld) {
  const std::int64_t whole_rows = rows / 4 * 4, whole_cols = cols / 4 * 4;
  for (std::int64_t c = 0; c < whole_cols; c += 4) {
    for (std::int64_t r = 0; r < whole_rows; r += 4)
      transpose_block(src + r * ld + c, ld, dst + c * dst_ld + r, dst_ld);
  }
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = r < whole_rows ? whole_cols : 0; c < cols; ++c) dst[c * dst_ld + r] = src[r * ld + c];
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::detail::cpu
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {
HWY_EXPORT(transpose);

namespace {
constexpr std::int64_t kWidth = 16;
}

void pack_panels(const float* row_major, std::int64_t depth, std::int64_t columns, std::int64_t ld, float* panels) {
  for (std::int64_t first = 0; first < columns; first += kWidth) {
    const std::int64_t width = std::min(kWidth, columns - first);
    for (std::int64_t k = 0; k < depth; ++k, panels += kWidth) {
      const float* row = row_major + k * ld + first;
      if (width == kWidth) {
        std::copy_n(row, kWidth, panels);
      } else {
        std::fill(std::copy_n(row, width, panels), panels + kWidth, 0.0F);
      }
    }
  }
}

void unpack_panels(const float* panels, std::int64_t depth, std::int64_t columns, std::int64_t ld, float* row_major) {
  for (std::int64_t first = 0; first < columns; first += kWidth) {
    const std::int64_t width = std::min(kWidth, columns - first);
    for (std::int64_t k = 0; k < depth; ++k, panels += kWidth) std::copy_n(panels, width, row_major + k * ld + first);
  }
}

void transpose_pack(const float* src, std::int64_t rows, std::int64_t cols, std::int64_t ld, float* dst) {
  for (std::int64_t r = 0; r < rows; r += kWidth, src += kWidth * ld, dst += kWidth * cols) {
    const std::int64_t width = std::min(kWidth, rows - r);
    HWY_DYNAMIC_DISPATCH(transpose)(src, width, cols, ld, dst, kWidth);
    if (width == kWidth) continue;
    for (std::int64_t c = 0; c < cols; ++c) std::fill(dst + c * kWidth + width, dst + (c + 1) * kWidth, 0.0F);
  }
}

void transpose_unpack(const float* src, std::int64_t rows, std::int64_t cols, std::int64_t ld, float* dst) {
  for (std::int64_t r = 0; r < rows; r += kWidth, src += kWidth * cols, dst += kWidth * ld) {
    HWY_DYNAMIC_DISPATCH(transpose)(src, cols, std::min(kWidth, rows - r), kWidth, dst, ld);
  }
}

}  // namespace glia::detail::cpu
#endif
