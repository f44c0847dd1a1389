// Compiled once per instruction set by foreach_target.h; there is no include guard on purpose.
#include <algorithm>
#include <array>
#include <cstring>

#include "glia/backends/cpu/gemm_tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu {
namespace HWY_NAMESPACE {

// Blocks: A (rows × depth) stays in L2 while all panels pass, B (a tile's panels × depth) in L2 or L1 while all rows
// pass.
constexpr std::int64_t kBlockDepth = 512;
constexpr std::int64_t kBlockFloats = 65536;  // of A: 256 KB

// B is copied to the stack if its rows are far apart (rows 2^n floats apart share a few lines of L1: 78 instead of 34
// GFLOP/s on the weight gradient of 128 × 1024 → 1024, AVX2) and enough rows of A share the copy, or if its last panel
// ends early.
constexpr int kRowsToPack = 4 * kMaxRows;
constexpr std::int64_t kPackedDepth = 256;
constexpr std::int64_t kPackedPanels = panels_at_once(kMaxRows);
constexpr std::int64_t kPackedRows = 128;

// C is asked for when a tile begins, so that its lines are there when it ends: 2560 × 128 → 128 on a Zen 4, whose C
// lies in the third-level cache, 96 → 105 GFLOP/s. For few steps of depth it costs more than it brings.
constexpr std::int64_t kDepthToAsk = 64;

using TileFunction = void (*)(const Tile&);
constexpr int kMostPanels = panels_at_once(1);

template <int Rows, int Panels>
constexpr TileFunction full_tile() {
  if constexpr (Panels <= panels_at_once(Rows)) {
    return &run_tile<Rows, Panels, false>;
  } else {
    return nullptr;
  }
}

template <int Rows, int... P>
constexpr std::array<TileFunction, kMostPanels> full_tiles(std::integer_sequence<int, P...>) {
  return {full_tile<Rows, P + 1>()...};
}

template <int... R>
constexpr std::array<std::array<TileFunction, kMostPanels>, kMaxRows> all_full_tiles(std::integer_sequence<int, R...>) {
  return {full_tiles<R + 1>(std::make_integer_sequence<int, kMostPanels>())...};
}

template <int... R>
constexpr std::array<TileFunction, kMaxRows> all_partial_tiles(std::integer_sequence<int, R...>) {
  return {&run_tile<R + 1, 1, true>...};
}

constexpr auto kFullTiles = all_full_tiles(std::make_integer_sequence<int, kMaxRows>());
constexpr auto kPartialTiles = all_partial_tiles(std::make_integer_sequence<int, kMaxRows>());

constexpr std::int64_t parts_of(std::int64_t total, std::int64_t most) { return (total + most - 1) / most; }
// Part i of `parts` parts of `total`: sizes differ by 1 at most, the larger ones come first.
constexpr std::int64_t part(std::int64_t total, std::int64_t parts, std::int64_t i) {
  return total / parts + (i < total % parts ? 1 : 0);
}

// Copies `panels` panels of B to `packed`, columns past the end as 0.
HWY_INLINE void pack_b(const GemmTile& t, float* packed) {
  const D d;
  for (std::int64_t p = 0; p < t.panels; ++p) {
    const float* b = t.b + p * t.b_panel;
    const std::int64_t columns = t.b_columns - p * kPanel;
    for (std::int64_t k = 0; k < t.depth; ++k, b += t.b_row, packed += kPanel) {
      for (int v = 0; v < kVectors; ++v) {
        const float* from = b + v * kLanes;
        hn::StoreU(columns >= kPanel ? hn::LoadU(d, from) : load_first(d, from, lanes_in(columns, v)), d,
                   packed + v * kLanes);
      }
    }
  }
}

// Copies A, whose rows lie side by side, into strips of the rows that a register tile takes.
HWY_INLINE void pack_a(const GemmTile& t, float* packed) {
  const std::int64_t parts = parts_of(t.rows, kMaxRows);
  for (std::int64_t i = 0, row = 0; i < parts; ++i) {
    const std::int64_t rows = part(t.rows, parts, i);
    const float* from = t.a + row;
    for (std::int64_t k = 0; k < t.depth; ++k, from += t.a_col, packed += kMaxRows) {
      if (rows == kMaxRows) {
        std::memcpy(packed, from, kMaxRows * sizeof(float));  // one vector
      } else {
        for (std::int64_t r = 0; r < rows; ++r) packed[r] = from[r];
      }
    }
    row += rows;
  }
}

HWY_INLINE void ask_for_c(const Tile& t) {
  for (std::int64_t r = 0; r < t.rows; ++r) {
    for (std::int64_t p = 0; p < t.panels; ++p) __builtin_prefetch(t.c + r * t.c_row + p * t.c_panel, 1);
  }
}

// All rows of a few panels, no more than fit one register tile. `asked` counts the lines that were asked for.
void run_panels(const Tile& all, bool partial, std::int64_t& asked) {
  const std::int64_t parts = parts_of(all.rows, kMaxRows);
  for (std::int64_t line = 0; line < all.lines; ++line) {
    Tile t = all;
    t.a += line * all.a_line;
    t.c += line * all.c_line;
    for (std::int64_t i = 0; i < parts; ++i) {
      t.rows = part(all.rows, parts, i);
      t.ask_for(asked++);
      if (t.a_is_far && t.ahead == nullptr && i + 1 < parts && t.a_row == t.depth) {
        t.ahead = t.a + t.rows * t.a_row;
        t.ahead_row = t.rows;  // all of the next rows in `depth` steps
      }
      if (t.depth >= kDepthToAsk) ask_for_c(t);
      const auto r = static_cast<std::size_t>(t.rows - 1);
      (partial ? kPartialTiles[r] : kFullTiles[r][static_cast<std::size_t>(t.panels - 1)])(t);
      t.a += t.a_strip != 0 ? t.a_strip : t.rows * t.a_row;
      t.c += t.rows * t.c_row;
    }
  }
}

// Where parts of B, and of A, may be copied to; or null.
struct Packed {
  float* b = nullptr;
  float* a = nullptr;
};

// All panels of one block of rows and depth.
void run_block(Tile t, const Packed& packed) {
  const std::int64_t panels = t.panels;
  if (packed.a != nullptr) {
    pack_a(t, packed.a);
    t.a = packed.a;
    t.a_col = kMaxRows;
    t.a_strip = kMaxRows * t.depth;
  }
  const std::int64_t full = std::min({t.b_columns, t.c_columns, panels * kPanel}) / kPanel;
  std::int64_t most = panels_at_once(static_cast<int>(parts_of(t.rows, parts_of(t.rows, kMaxRows))));
  if (packed.b != nullptr) most = std::min(most, kPackedPanels);
  const std::int64_t parts = parts_of(full, most) + (panels - full);
  std::int64_t asked = 0;
  for (std::int64_t i = 0; i < parts; ++i) {
    const bool last = i == parts - 1 && full < panels;
    t.panels = last ? 1 : part(full, parts - (panels - full), i);
    Tile group = t;
    if (t.b_is_far) asked = 0;
    if (t.b_is_far && i + 1 < parts) group.wanted_b = {t.b + t.panels * t.b_panel, t.b_row, t.b_panel, t.panels};
    if (packed.b != nullptr && (last || t.rows * t.lines >= kRowsToPack)) {
      pack_b(t, packed.b);
      group.b = packed.b, group.b_row = kPanel, group.b_panel = t.depth * kPanel;
    }
    run_panels(group, last, asked);
    t.b += t.panels * t.b_panel;
    t.c += t.panels * t.c_panel;
    t.b_columns -= t.panels * kPanel;
    t.c_columns -= t.panels * kPanel;
  }
}

// Blocks of depth, whole segments each, then of rows.
void run_blocks(const GemmTile& all, std::int64_t most_depth, const Packed& packed) {
  Tile t{all};
  const std::int64_t most_rows = packed.a != nullptr ? kPackedRows : kBlockFloats;
  if (t.depth <= most_depth && t.rows <= most_rows && t.rows * t.depth <= kBlockFloats) return run_block(t, packed);
  const std::int64_t unit = t.a_segment != 0 ? t.a_segment : kPanel;
  std::int64_t left = t.depth;
  const std::int64_t units = parts_of(left, unit);
  const std::int64_t step = parts_of(units, std::max<std::int64_t>(1, parts_of(units, most_depth / unit))) * unit;
  do {
    t.depth = std::min(left, step);
    const std::int64_t parts = parts_of(t.rows, std::min(most_rows, kBlockFloats / std::max<std::int64_t>(t.depth, 1)));
    Tile block = t;
    for (std::int64_t i = 0; i < parts; ++i) {
      block.rows = part(t.rows, parts, i);
      if ((t.b_is_far || packed.b != nullptr) && i + 1 == parts && left > step) {
        block.wanted_b = {t.b + t.depth * t.b_row, t.b_row, t.b_panel, t.panels};
        if (t.a_row == 1 && parts == 1)
          block.wanted_a = {t.a + t.depth * t.a_col, t.a_col, kPanel, parts_of(t.rows, kPanel)};
      }
      run_block(block, packed);
      block.a += block.rows * t.a_row;
      block.c += block.rows * t.c_row;
    }
    t.accumulate = true;
    if (t.a_offsets != nullptr) {
      t.a_offsets += t.depth / unit;
    } else {
      t.a += t.a_segment != 0 ? t.depth / unit * t.a_panel : t.depth * t.a_col;
    }
    t.b += t.depth * t.b_row;
    left -= t.depth;
  } while (left > 0);
}

// One product after the other for segments that are too long for a block of depth.
void run_segments(const GemmTile& all, std::int64_t most_depth, const Packed& packed) {
  if (all.a_segment <= most_depth) return run_blocks(all, most_depth, packed);
  GemmTile t = all;
  t.a_segment = 0;
  t.a_offsets = nullptr;
  std::int64_t left = all.depth;
  for (std::int64_t s = 0; left > 0; ++s, left -= all.a_segment) {
    t.a = all.a + (all.a_offsets != nullptr ? all.a_offsets[s] : s * all.a_panel);
    t.depth = std::min(left, all.a_segment);
    run_blocks(t, most_depth, packed);
    t.b += t.depth * t.b_row;
    t.accumulate = true;
  }
}

HWY_NOINLINE void run_packed(const GemmTile& t) {
  alignas(64) float b[kPackedDepth * kPanel * kPackedPanels];  // 48 KB of stack at most
  run_segments(t, kPackedDepth, {b});
}

HWY_NOINLINE void run_packed_twice(const GemmTile& t) {
  alignas(64) float b[kPackedDepth * kPanel * kPackedPanels];
  alignas(64) float a[kPackedDepth * (kPackedRows + kMaxRows)];  // 136 KB at most
  run_segments(t, kPackedDepth, {b, a});
}

// A tile takes a part of a line of A at each k; where these lie 2^n floats apart they share a few lines of L1, and the
// copy pays if it serves several tiles.
bool packs_a(const GemmTile& t) {
  return t.a_row == 1 && t.a_col % 256 == 0 && t.depth >= 512 && t.panels > 2 && t.rows >= kRowsToPack &&
         t.a_segment == 0 && t.lines == 1;
}

bool is_avx512() { return HWY_TARGET == HWY_AVX3; }

void run_gemm(const GemmTile& tile) {
  if (tile.rows <= 0 || tile.panels <= 0 || tile.lines <= 0) return;
  GemmTile t = tile;
  if (t.depth <= 0) {  // A and B may be null then: nothing may be added to their addresses
    t.depth = t.a_row = t.a_col = t.a_segment = t.a_panel = t.b_row = t.b_panel = 0;
    t.a_offsets = nullptr;
    t.b_columns = kAllColumns;
  }
  if (t.a_line == t.rows * t.a_row && t.c_line == t.rows * t.c_row) {  // whole tiles instead of a small one a line
    t.rows *= t.lines;
    t.lines = 1;
  }
  t.b_is_far = t.b_is_far && t.b_row == kPanel && t.b_columns >= t.panels * kPanel;  // not what is packed
  const bool strided = t.b_row != kPanel && t.rows * t.lines >= kRowsToPack;
  if (strided || t.b_columns < t.panels * kPanel) {
    packs_a(t) ? run_packed_twice(t) : run_packed(t);
  } else {
    run_segments(t, kBlockDepth, {});
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::detail::cpu
HWY_AFTER_NAMESPACE();
