// Highway 1.0 has no target with AVX512-BF16, so these are the intrinsics themselves.
#include <array>
#include <utility>

#include "glia/backends/cpu/bf16_blocks.hpp"
#include "glia/backends/cpu/gemm_bf16.hpp"
#include "glia/base/simd_targets.hpp"
// Highway's headers come after the choice of targets.
#include <hwy/base.h>

#if HWY_ARCH_X86_64
#include <immintrin.h>

#define GLIA_BF16_TARGETS "avx2,fma,avx512f,avx512vl,avx512bw,avx512dq,avx512bf16"
// The pragma does not reach lambdas.
#define GLIA_BF16_CODE __attribute__((target(GLIA_BF16_TARGETS)))
#define GLIA_BF16_LAMBDA GLIA_BF16_CODE __attribute__((always_inline))
HWY_PUSH_ATTRIBUTES(GLIA_BF16_TARGETS)

namespace glia::detail::cpu {
namespace {

// 8 rows × 3 panels: 24 sums, 3 rows of B; A comes by broadcasts out of memory.
constexpr int kTileRows = 8;
constexpr int kTilePanels = 3;
constexpr std::int64_t kPairs = kBf16Depth / 2;
constexpr std::int64_t kLine = kPairs + 16;  // pairs from row to row: not 2^n, so that rows share the first-level cache

__mmask16 first_lanes(std::int64_t count) {
  return static_cast<__mmask16>((1U << static_cast<unsigned>(std::clamp<std::int64_t>(count, 0, 16))) - 1U);
}

__m512i rounded(__m512 low, __m512 high) { return reinterpret_cast<__m512i>(_mm512_cvtne2ps_pbh(high, low)); }

/// Pairs (low, high) of each lane.
__m512i paired(__m512 low, __m512 high) {
  alignas(64) static constexpr std::array<std::int16_t, 32> kTurns = {0,  16, 1,  17, 2,  18, 3,  19, 4,  20, 5,
                                                                      21, 6,  22, 7,  23, 8,  24, 9,  25, 10, 26,
                                                                      11, 27, 12, 28, 13, 29, 14, 30, 15, 31};
  return _mm512_permutexvar_epi16(_mm512_load_si512(kTurns.data()), rounded(low, high));
}

/// Where a tile finds its pairs: A(r, k) at a[r·a_row + k·a_pair], B(k, 16p + c) at b[(p·pairs + k)·16 + c].
struct Pairs {
  const std::uint32_t* a;
  std::int64_t a_row, a_pair;
  const std::uint32_t* b;
  std::int64_t pairs;
};

template <class F, int... I>
GLIA_BF16_LAMBDA inline void unroll(std::integer_sequence<int, I...>, const F& f) {
  (f(std::integral_constant<int, I>()), ...);
}

template <int Rows, int Panels>
HWY_NOINLINE void run_tile(const GemmTile& t, const Pairs& in) {
  constexpr std::make_integer_sequence<int, Panels> kColumns;
  constexpr std::make_integer_sequence<int, Rows * Panels> kCells;
  __m512 sum[Rows * Panels];
  const auto lanes = [&](int i) GLIA_BF16_LAMBDA { return first_lanes(t.c_columns - i % Panels * kPanel); };
  const auto place = [&](int i) GLIA_BF16_LAMBDA { return t.c + i / Panels * t.c_row + i % Panels * t.c_panel; };
  if (t.accumulate) {
    unroll(kCells, [&](auto i) GLIA_BF16_LAMBDA { sum[i] = _mm512_maskz_loadu_ps(lanes(i), place(i)); });
  } else {
    unroll(kCells, [&](auto i) GLIA_BF16_LAMBDA { sum[i] = _mm512_setzero_ps(); });
  }
  const std::uint32_t* a = in.a;
  const std::uint32_t* b = in.b;
  const std::int64_t a_row = in.a_row;
  const std::int64_t b_panel = in.pairs * kPanel;
  for (std::int64_t k = in.pairs; k > 0; --k, a += in.a_pair, b += kPanel) {
    __m512bh row[Panels];
    unroll(kColumns,
           [&](auto p) GLIA_BF16_LAMBDA { row[p] = reinterpret_cast<__m512bh>(_mm512_load_si512(b + p * b_panel)); });
    unroll(std::make_integer_sequence<int, Rows>(), [&](auto r) GLIA_BF16_LAMBDA {
      const auto x = reinterpret_cast<__m512bh>(_mm512_set1_epi32(static_cast<int>(a[r * a_row])));
      unroll(kColumns,
             [&](auto p) GLIA_BF16_LAMBDA { sum[r * Panels + p] = _mm512_dpbf16_ps(sum[r * Panels + p], x, row[p]); });
    });
  }
  unroll(kCells, [&](auto i) GLIA_BF16_LAMBDA { _mm512_mask_storeu_ps(place(i), lanes(i), sum[i]); });
}

using TileFunction = void (*)(const GemmTile&, const Pairs&);
template <int Panels, int... R>
constexpr std::array<TileFunction, kTileRows> tiles_of(std::integer_sequence<int, R...>) {
  return {&run_tile<R + 1, Panels>...};
}
template <int... P>
constexpr std::array<std::array<TileFunction, kTileRows>, kTilePanels> all_tiles(std::integer_sequence<int, P...>) {
  return {tiles_of<P + 1>(std::make_integer_sequence<int, kTileRows>())...};
}
constexpr auto kTiles = all_tiles(std::make_integer_sequence<int, kTilePanels>());

/// Blocks of pairs of bfloat16. Rows whose numbers lie side by side stay rows; others become groups of 8 rows, pair by
/// pair.
class PairBlocks {
 public:
  void pack_a(const GemmTile& t, std::int64_t first, std::int64_t depth) {
    in_groups_ = t.a_row == 1 && t.a_col != 1;
    if (in_groups_) {
      pack_columns(t, first, depth);
    } else {
      pack_rows(t, first, depth);
    }
  }

  void pack_b(const GemmTile& t, std::int64_t depth) {
    std::uint32_t* to = b_;
    for (std::int64_t p = 0; p < t.panels; ++p) {
      const __mmask16 lanes = first_lanes(t.b_columns - p * kPanel);
      const float* from = t.b + p * t.b_panel;
      for (std::int64_t k = 0; k < depth; k += 2, from += 2 * t.b_row, to += kPanel) {
        const __m512 low = _mm512_maskz_loadu_ps(lanes, from);
        const __m512 high = k + 1 < depth ? _mm512_maskz_loadu_ps(lanes, from + t.b_row) : _mm512_setzero_ps();
        _mm512_store_si512(to, paired(low, high));
      }
    }
  }

  void multiply(const GemmTile& block, std::int64_t depth) const {
    const std::int64_t pairs = (depth + 1) / 2;
    const std::int64_t groups = (block.panels + kTilePanels - 1) / kTilePanels;
    for (std::int64_t g = 0; g < groups; ++g) {
      const std::int64_t panel = block.panels * g / groups;
      GemmTile t = block;
      t.panels = block.panels * (g + 1) / groups - panel;
      t.c += panel * t.c_panel;
      t.c_columns -= panel * kPanel;
      for (std::int64_t r = 0; r < block.rows; r += kTileRows) {
        t.rows = std::min<std::int64_t>(kTileRows, block.rows - r);
        kTiles[static_cast<std::size_t>(t.panels - 1)][static_cast<std::size_t>(t.rows - 1)](
            t, {.a = a_ + r * (in_groups_ ? kPairs : kLine),
                .a_row = in_groups_ ? 1 : kLine,
                .a_pair = in_groups_ ? kTileRows : 1,
                .b = b_ + panel * pairs * kPanel,
                .pairs = pairs});
        t.c += kTileRows * t.c_row;
      }
    }
  }

 private:
  void pack_rows(const GemmTile& t, std::int64_t first, std::int64_t depth) {
    auto* const all = reinterpret_cast<std::uint16_t*>(a_);
    // What is stored past the end of a run becomes the next one's, or lies between the rows.
    for_each_run(t, first, depth, [&](const float* from, std::int64_t place, std::int64_t count) GLIA_BF16_CODE {
      for (std::int64_t r = 0; r < t.rows; ++r, from += t.a_row) {
        std::uint16_t* const to = all + r * 2 * kLine + place;
        for (std::int64_t k = 0; k < count; k += 2 * kPanel) {
          const __m512 low = several(from + k * t.a_col, t.a_col, count - k);
          const __m512 high = several(from + (k + kPanel) * t.a_col, t.a_col, count - k - kPanel);
          _mm512_storeu_si512(to + k, rounded(low, high));
        }
      }
    });
    if (depth % 2 == 0) return;
    for (std::int64_t r = 0; r < t.rows; ++r) all[r * 2 * kLine + depth] = 0;  // the other half of a last pair
  }

  static __m512 several(const float* from, std::int64_t step, std::int64_t count) {
    if (step == 1 || count <= 0) return _mm512_maskz_loadu_ps(first_lanes(count), from);
    alignas(64) float lanes[kPanel] = {};
    for (std::int64_t i = 0; i < std::min(count, kPanel); ++i) lanes[i] = from[i * step];
    return _mm512_load_ps(lanes);
  }

  void pack_columns(const GemmTile& t, std::int64_t first, std::int64_t depth) {
    const float* last = nullptr;  // a run of an odd number of columns leaves one for the next run
    for_each_run(t, first, depth, [&](const float* from, std::int64_t place, std::int64_t count) GLIA_BF16_CODE {
      for (std::int64_t k = 0; k < count; ++k) {
        const float* column = from + k * t.a_col;
        if ((place + k) % 2 == 0) {
          last = column;
        } else {
          pack_pair(last, column, t.rows, (place + k) / 2);
        }
      }
    });
    if (depth % 2 != 0) pack_pair(last, nullptr, t.rows, depth / 2);
  }

  void pack_pair(const float* low, const float* high, std::int64_t rows, std::int64_t pair) {
    for (std::int64_t r = 0; r < rows; r += kPanel) {
      const __mmask16 lanes = first_lanes(rows - r);
      const __m512 second = high != nullptr ? _mm512_maskz_loadu_ps(lanes, high + r) : _mm512_setzero_ps();
      // Masked, since the unmasked form warns of an uninitialized register in g++ 12's own header.
      const __m512i pairs = paired(_mm512_maskz_loadu_ps(lanes, low + r), second);
      std::uint32_t* const to = a_ + r * kPairs + pair * kTileRows;
      _mm256_store_si256(reinterpret_cast<__m256i*>(to), _mm512_maskz_extracti64x4_epi64(0xFF, pairs, 0));
      _mm256_store_si256(reinterpret_cast<__m256i*>(to + kTileRows * kPairs),
                         _mm512_maskz_extracti64x4_epi64(0xFF, pairs, 1));
    }
  }

  static_assert(2 * kTileRows == kPanel && kBf16Rows % kPanel == 0);
  alignas(64) std::uint32_t a_[kBf16Rows * kLine + 16];         // 36 KB of stack
  alignas(64) std::uint32_t b_[kBf16Panels * kPairs * kPanel];  // 32 KB
  bool in_groups_ = false;
};

}  // namespace

void gemm_avx512_bf16(const GemmTile& tile) {
  PairBlocks blocks;
  in_bf16_blocks(tile, blocks);
}

}  // namespace glia::detail::cpu
HWY_POP_ATTRIBUTES

#else
namespace glia::detail::cpu {
void gemm_avx512_bf16(const GemmTile& tile) { gemm_bf16(tile); }  // never called: no processor has it
}  // namespace glia::detail::cpu
#endif
