// internal
#pragma once
#include <algorithm>

#include "glia/backends/cpu/gemm.hpp"

namespace glia::detail::cpu {

// Both operands of a product in bfloat16 are rounded block by block, onto the stack: B once for all rows and lines, A
// once for each group of panels.
constexpr std::int64_t kBf16Depth = 256;  // even: numbers are multiplied in pairs
constexpr std::int64_t kBf16Rows = 64;
constexpr std::int64_t kBf16Panels = 4;

/// f(address, place, count) for the numbers of A's row 0 at depths [first, first + depth), run by run: `count` numbers
/// `a_col` apart, of which the first has depth first + place.
template <class F>
void for_each_run(const GemmTile& t, std::int64_t first, std::int64_t depth, const F& f) {
  if (t.a_segment == 0) return f(t.a + first * t.a_col, std::int64_t{0}, depth);
  for (std::int64_t place = 0, count = 0; place < depth; place += count) {
    const std::int64_t segment = (first + place) / t.a_segment;
    const std::int64_t inside = (first + place) % t.a_segment;
    count = std::min(depth - place, t.a_segment - inside);
    const std::int64_t offset = t.a_offsets != nullptr ? t.a_offsets[segment] : segment * t.a_panel;
    f(t.a + offset + inside * t.a_col, place, count);
  }
}

/// Cuts a product into blocks. `Blocks` has pack_a(tile, first, depth), pack_b(tile, depth) and multiply(tile, depth):
/// tiles of at most kBf16Rows rows and kBf16Panels panels, one line, their A at depth 0, their B at depth `first`.
template <class Blocks>
void in_bf16_blocks(const GemmTile& all, Blocks& blocks) {
  const std::int64_t groups = (all.panels + kBf16Panels - 1) / kBf16Panels;
  const std::int64_t parts = (all.rows + kBf16Rows - 1) / kBf16Rows;
  for (std::int64_t first = 0; first < all.depth; first += kBf16Depth) {
    const std::int64_t depth = std::min(kBf16Depth, all.depth - first);
    for (std::int64_t g = 0; g < groups; ++g) {
      const std::int64_t panel = all.panels * g / groups;
      GemmTile group = all;
      group.panels = all.panels * (g + 1) / groups - panel;
      group.b += first * all.b_row + panel * all.b_panel;
      group.b_columns -= panel * kPanel;
      group.c += panel * all.c_panel;
      group.c_columns -= panel * kPanel;
      group.accumulate = all.accumulate || first > 0;
      blocks.pack_b(group, depth);
      for (std::int64_t line = 0; line < all.lines; ++line) {
        for (std::int64_t p = 0; p < parts; ++p) {
          const std::int64_t row = all.rows * p / parts;
          GemmTile block = group;
          block.rows = all.rows * (p + 1) / parts - row;
          block.lines = 1;
          block.a += line * all.a_line + row * all.a_row;
          block.c += line * all.c_line + row * all.c_row;
          blocks.pack_a(block, first, depth);
          blocks.multiply(block, depth);
        }
      }
    }
  }
}

}  // namespace glia::detail::cpu
