// Compiled once per instruction set by foreach_target.h; there is no include guard on purpose.
#include <algorithm>
#include <utility>

#include "glia/backends/cpu/gemm.hpp"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<float, static_cast<std::size_t>(kPanel)>;
using V = hn::Vec<D>;
constexpr int kLanes = static_cast<int>(hn::MaxLanes(D()));
constexpr int kVectors = static_cast<int>(kPanel) / kLanes;  // a panel's row

// Register tiles: rows at most, and panels at once for so many rows. The accumulators, a row of B and one broadcast
// must fit the registers (32 for AVX-512, else 16), and 8 chains hide the latency of 4 cycles at 2 multiply-adds a
// cycle. Zen 5, share of the peak on 128 × 784 → 512 with AVX-512: 8 rows × 3 panels 95 %, 12 × 2 and 14 × 2 88–93 %.
#if HWY_TARGET == HWY_AVX3
constexpr int kMaxRows = 8;
constexpr int panels_at_once(int rows) { return rows == 1 ? 8 : rows <= 6 ? 4 : 3; }
#elif HWY_TARGET == HWY_AVX2
constexpr int kMaxRows = 6;
constexpr int panels_at_once(int rows) { return rows == 1 ? 4 : rows <= 3 ? 2 : 1; }
#elif HWY_TARGET == HWY_SCALAR
constexpr int kMaxRows = 1;
constexpr int panels_at_once(int) { return 1; }
#else
constexpr int kMaxRows = 3;
constexpr int panels_at_once(int rows) { return rows == 1 ? 2 : 1; }
#endif

// Masked loads and stores that touch only the lanes asked for, or lane by lane where the instruction set has none.
HWY_INLINE V load_first(D d, const float* p, int n) {
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX2
  return hn::MaskedLoad(hn::FirstN(d, static_cast<std::size_t>(n)), d, p);
#else
  HWY_ALIGN float lanes[kLanes] = {};
  for (int i = 0; i < n; ++i) lanes[i] = p[i];
  return hn::Load(d, lanes);
#endif
}

HWY_INLINE void store_first(V v, D d, float* p, int n) {
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX2
  hn::BlendedStore(v, hn::FirstN(d, static_cast<std::size_t>(n)), d, p);
#else
  HWY_ALIGN float lanes[kLanes];
  hn::Store(v, d, lanes);
  for (int i = 0; i < n; ++i) p[i] = lanes[i];
#endif
}

// Lanes of vector `v` below `columns`.
HWY_INLINE int lanes_in(std::int64_t columns, int v) {
  return static_cast<int>(std::clamp<std::int64_t>(columns - v * kLanes, 0, kLanes));
}

// f(0), f(1), … with constants, so that arrays of vectors become registers: g++ 12 keeps arrays that loops index in
// memory.
template <class F, int... I>
HWY_INLINE void unroll(std::integer_sequence<int, I...>, const F& f) {
  (f(std::integral_constant<int, I>()), ...);
}
#define GLIA_INLINE_LAMBDA HWY_ATTR __attribute__((always_inline))

// Keeps the compiler from computing `p` from other addresses. Eight rows are read at a + {0, 1, 2, 4}·row, a3 + {0, 2,
// 4}·row and a6, which x86 addresses with four registers; g++ 12 takes nine otherwise, and moves some to vector
// registers and back at each step.
HWY_INLINE void hide(const float*& p) { asm("" : "+r"(p)); }

// Lines of a matrix that are wanted later: line i begins at first + i·line, one every `row` floats.
struct Wanted {
  const float* first = nullptr;
  std::int64_t row = 0, line = 0, lines = 0;
};

// A product and what is brought to the second-level cache meanwhile, one line by each register tile: parts of B, then
// of A. `a_strip`: not 0 if A was copied in strips of kMaxRows rows, so many floats apart.
struct Tile : GemmTile {
  Wanted wanted_b = {}, wanted_a = {};
  const float* ahead = nullptr;
  std::int64_t ahead_row = 0;
  std::int64_t a_strip = 0;

  void ask_for(std::int64_t i) {
    const bool of_b = i < wanted_b.lines;
    const Wanted& w = of_b ? wanted_b : wanted_a;
    if (!of_b) i -= wanted_b.lines;
    ahead = i < w.lines ? w.first + i * w.line : nullptr;
    ahead_row = w.row;
  }
};

// One register tile over the whole depth. `Partial`: the one panel ends early in C (c_columns).
template <int Rows, int Panels, bool Partial>
HWY_NOINLINE void run_tile(const Tile& t) {
  static_assert(!Partial || Panels == 1);
  constexpr std::make_integer_sequence<int, Panels * kVectors> kColumns;
  constexpr std::make_integer_sequence<int, Rows * Panels * kVectors> kCells;
  constexpr int kWidth = Panels * kVectors;
  const D d;
  V acc[Rows * kWidth];
  float* const c = t.c;
  const std::int64_t c_row = t.c_row, c_panel = t.c_panel;
  const auto place = [&](int i) GLIA_INLINE_LAMBDA {
    return c + (i / kWidth) * c_row + (i % kWidth / kVectors) * c_panel + (i % kVectors) * kLanes;
  };
  if (t.accumulate) {
    unroll(kCells, [&](auto i) GLIA_INLINE_LAMBDA {
      acc[i] = Partial ? load_first(d, place(i), lanes_in(t.c_columns, i % kVectors)) : hn::LoadU(d, place(i));
    });
  } else {
    unroll(kCells, [&](auto i) GLIA_INLINE_LAMBDA { acc[i] = hn::Zero(d); });
  }

  const std::int64_t a_row = t.a_row, a_col = t.a_col, b_row = t.b_row, b_panel = t.b_panel, a_panel = t.a_panel;
  const std::int64_t* const offsets = t.a_offsets;
  const float* b = t.b;
  const float* ahead = t.ahead != nullptr ? t.ahead : t.b;  // a branch here costs more than to ask for b again
  const std::int64_t ahead_row = t.ahead != nullptr ? t.ahead_row : b_row;
  const std::int64_t segment = t.a_segment != 0 ? t.a_segment : t.depth;
  std::int64_t s = 0;
  for (std::int64_t left = t.depth; left > 0; left -= segment, ++s) {
    const float* a = t.a + (offsets != nullptr ? offsets[s] : s * a_panel);
    const float* a3 = a + (Rows > 3 ? 3 * a_row : 0);
    const float* a6 = a + (Rows > 6 ? 6 * a_row : 0);
    hide(a3);
    hide(a6);
    for (std::int64_t k = std::min(left, segment); k > 0;
         --k, a += a_col, a3 += a_col, a6 += a_col, b += b_row, ahead += ahead_row) {
      __builtin_prefetch(ahead, 0, 2);
      V row[kWidth];
      unroll(kColumns, [&](auto v) GLIA_INLINE_LAMBDA {
        const float* p = b + (v / kVectors) * b_panel + (v % kVectors) * kLanes;
        row[v] = hn::LoadU(d, p);
      });
      unroll(std::make_integer_sequence<int, Rows>(), [&](auto r) GLIA_INLINE_LAMBDA {
        const float* from = r == 6 ? a6 : r == 3 || r > 4 ? a3 + (r - 3) * a_row : a + r * a_row;
        const V x = hn::Set(d, *from);
        unroll(kColumns,
               [&](auto v) GLIA_INLINE_LAMBDA { acc[r * kWidth + v] = hn::MulAdd(x, row[v], acc[r * kWidth + v]); });
      });
    }
  }

  unroll(kCells, [&](auto i) GLIA_INLINE_LAMBDA {
    if constexpr (Partial) {
      store_first(acc[i], d, place(i), lanes_in(t.c_columns, i % kVectors));
    } else {
      hn::StoreU(acc[i], d, place(i));
    }
  });
}
#undef GLIA_INLINE_LAMBDA

}  // namespace HWY_NAMESPACE
}  // namespace glia::detail::cpu
HWY_AFTER_NAMESPACE();
