#include "glia/backends/cpu/gemm_bf16.hpp"

#include "glia/backends/cpu/bf16_blocks.hpp"
#include "glia/base/bfloat16.hpp"
#include "glia/base/simd_targets.hpp"
// Highway's headers come after the choice of targets.
#include <hwy/highway.h>

namespace glia::detail::cpu {
namespace {

/// Blocks of rounded floats, for gemm().
class RoundedBlocks {
 public:
  void pack_a(const GemmTile& t, std::int64_t first, std::int64_t depth) {
    for_each_run(t, first, depth, [&](const float* from, std::int64_t place, std::int64_t count) {
      for (std::int64_t r = 0; r < t.rows; ++r) {
        float* to = a_ + r * depth + place;
        for (std::int64_t k = 0; k < count; ++k) to[k] = round_to_bf16(from[r * t.a_row + k * t.a_col]);
      }
    });
  }

  void pack_b(const GemmTile& t, std::int64_t depth) {
    float* to = b_;
    for (std::int64_t p = 0; p < t.panels; ++p) {
      const std::int64_t columns = std::min(kPanel, t.b_columns - p * kPanel);
      for (std::int64_t k = 0; k < depth; ++k, to += kPanel) {
        const float* from = t.b + p * t.b_panel + k * t.b_row;
        for (std::int64_t c = 0; c < kPanel; ++c) to[c] = c < columns ? round_to_bf16(from[c]) : 0.0F;
      }
    }
  }

  void multiply(const GemmTile& t, std::int64_t depth) {
    GemmTile rounded = t;
    rounded.bf16 = false;
    rounded.a = a_, rounded.a_row = depth, rounded.a_col = 1, rounded.a_segment = 0, rounded.a_offsets = nullptr;
    rounded.b = b_, rounded.b_row = kPanel, rounded.b_panel = depth * kPanel, rounded.b_columns = kAllColumns;
    rounded.depth = depth;
    gemm(rounded);
  }

 private:
  alignas(64) float a_[kBf16Rows * kBf16Depth];             // 64 KB of stack
  alignas(64) float b_[kBf16Panels * kBf16Depth * kPanel];  // 64 KB
};

bool processor_has_bf16() {
#if HWY_ARCH_X86_64
  static const bool has = __builtin_cpu_supports("avx512bf16") != 0;
  return has;
#else
  return false;
#endif
}

}  // namespace

bool multiplies_bf16_fast() { return uses_avx512() && processor_has_bf16(); }

void gemm_bf16(const GemmTile& tile) {
  if (tile.rows <= 0 || tile.panels <= 0 || tile.lines <= 0) return;
  if (tile.depth <= 0) {
    GemmTile zeros = tile;
    zeros.bf16 = false;
    return gemm(zeros);
  }
  if (multiplies_bf16_fast()) return gemm_avx512_bf16(tile);
  RoundedBlocks blocks;
  in_bf16_blocks(tile, blocks);
}

}  // namespace glia::detail::cpu
