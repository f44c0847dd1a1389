#include "glia/backends/cpu/gemm.hpp"

#include "glia/backends/cpu/test_gemm_problem.hpp"

namespace glia::detail::cpu {
namespace {

TEST(Gemm, EveryLayoutGivesTheBitsOfOneChainOfMultiplyAdds) {
  for_each_target([](bool fused) {
    for (const Size size : kSizes) {
      const Problem problem(size);
      for (const bool accumulate : {false, true}) {
        const Floats expected = problem.reference(fused, accumulate);
        for (const LayoutA a : {LayoutA::Rows, LayoutA::Transposed, LayoutA::Panels}) {
          for (const int layouts : {0, 1, 2, 3}) {
            EXPECT_TRUE(same_bits(run(problem, a, (layouts & 1) != 0, (layouts & 2) != 0, accumulate), expected))
                << size.rows << " x " << size.depth << " -> " << size.columns << ", A " << static_cast<int>(a)
                << ", B and C " << layouts << (accumulate ? ", accumulated" : "");
          }
        }
      }
    }
  });
}

TEST(Gemm, CutsOfRowsPanelsAndDepthKeepTheBits) {
  constexpr std::int64_t kRows = 45, kColumns = 90, kDepth = 700;
  const Problem problem({kRows, kColumns, kDepth});
  for_each_target([&](bool fused) {
    Floats out(problem.c.size(), kGuard);
    for (std::int64_t row = 0; row < kRows; row += 19) {
      for (std::int64_t panel = 0; panel * 16 < kColumns; panel += 4) {
        for (std::int64_t k = 0; k < kDepth; k += 123) {
          GemmTile t;
          t.a = problem.a.data() + row * kDepth + k, t.a_row = kDepth, t.a_col = 1;
          t.b = problem.b.data() + k * kColumns + panel * 16, t.b_row = kColumns, t.b_panel = 16;
          t.c = out.data() + row * kColumns + panel * 16, t.c_row = kColumns, t.c_panel = 16;
          t.rows = std::min<std::int64_t>(19, kRows - row), t.depth = std::min<std::int64_t>(123, kDepth - k);
          t.panels = std::min<std::int64_t>(4, 6 - panel), t.accumulate = k > 0;
          t.b_columns = t.c_columns = kColumns - panel * 16;
          gemm(t);
        }
      }
    }
    EXPECT_TRUE(same_bits(out, problem.reference(fused, false)));
  });
}

// Rows of A side by side, 2^n floats from one k to the next, and deep: A is copied in strips.
TEST(Gemm, CopiesOfALeftSideKeepTheBits) {
  constexpr std::int64_t kFirst = 7, kColumn = 256;
  for (const Size size : {Size{33, 50, 700}, Size{129, 48, 512}, Size{200, 77, 600}, Size{24, 33, 1030}}) {
    const Problem problem(size);
    Floats a(at(kColumn * size.depth), kGuard);
    for (std::int64_t r = 0; r < size.rows; ++r) {
      for (std::int64_t k = 0; k < size.depth; ++k) a[at(k * kColumn + kFirst + r)] = problem.a[at(r * size.depth + k)];
    }
    for_each_target([&](bool fused) {
      for (const bool accumulate : {false, true}) {
        Floats out = problem.c;
        GemmTile t;
        t.a = a.data() + kFirst, t.a_row = 1, t.a_col = kColumn;
        t.b = problem.b.data(), t.b_row = size.columns, t.b_panel = 16, t.b_columns = size.columns;
        t.c = out.data(), t.c_row = size.columns, t.c_panel = 16, t.c_columns = size.columns;
        t.rows = size.rows, t.panels = (size.columns + 15) / 16, t.depth = size.depth, t.accumulate = accumulate;
        gemm(t);
        EXPECT_TRUE(same_bits(out, problem.reference(fused, accumulate))) << size.rows << " rows";
      }
    });
  }
}

// A's segments lie in reverse order with gaps, and its rows in lines that are further apart than rows.
TEST(Gemm, SegmentsAndLinesKeepTheBits) {
  struct Case {
    std::int64_t lines, rows, columns, segments, length;
  };
  for (const Case c : {Case{1, 5, 16, 4, 3}, Case{3, 11, 40, 3, 96}, Case{2, 1, 7, 2, 1}, Case{4, 13, 64, 3, 300},
                       Case{1, 9, 33, 2, 700}, Case{2, 3, 32, 1, 20}}) {
    const std::int64_t rows = c.lines * c.rows, depth = c.segments * c.length;
    const Problem problem({rows, c.columns, depth});
    std::vector<std::int64_t> offsets;
    for (std::int64_t s = 0; s < c.segments; ++s) offsets.push_back((c.segments - 1 - s) * (c.length + 2));
    const std::int64_t row = c.segments * (c.length + 2) + 1, line = c.rows * row + 5;
    Floats a(at(c.lines * line), kGuard);
    for (std::int64_t r = 0; r < rows; ++r) {
      for (std::int64_t k = 0; k < depth; ++k) {
        a[at(r / c.rows * line + r % c.rows * row + offsets[at(k / c.length)] + k % c.length)] =
            problem.a[at(r * depth + k)];
      }
    }
    for_each_target([&](bool fused) {
      Floats out(problem.c.size(), kGuard);
      GemmTile t;
      t.a = a.data(), t.a_row = row, t.a_col = 1, t.a_segment = c.length, t.a_offsets = offsets.data();
      t.lines = c.lines, t.a_line = line, t.c_line = c.rows * c.columns;
      t.b = problem.b.data(), t.b_row = c.columns, t.b_panel = 16, t.b_columns = c.columns;
      t.c = out.data(), t.c_row = c.columns, t.c_panel = 16, t.c_columns = c.columns;
      t.rows = c.rows, t.panels = (c.columns + 15) / 16, t.depth = depth;
      gemm(t);
      EXPECT_TRUE(same_bits(out, problem.reference(fused, false))) << c.lines << " lines, segments of " << c.length;
    });
  }
}

TEST(Panels, PackingPadsWithZerosAndComesBack) {
  for (const Size size : {Size{0, 5, 0}, Size{1, 1, 0}, Size{3, 16, 0}, Size{7, 50, 0}, Size{20, 33, 0}}) {
    const std::int64_t ld = size.columns + 2;
    const Floats source = random_floats(size.rows * ld, 4);
    Floats panels(at(panel_floats(size.rows, size.columns)), kGuard), back(source);
    pack_panels(source.data(), size.rows, size.columns, ld, panels.data());
    for (std::int64_t k = 0; k < size.rows; ++k) {
      for (std::int64_t j = 0; j < (size.columns + 15) / 16 * 16; ++j) {
        const float wanted = j < size.columns ? source[at(k * ld + j)] : 0.0F;
        ASSERT_EQ(panels[at((j / 16 * size.rows + k) * 16 + j % 16)], wanted);
        if (j < size.columns) back[at(k * ld + j)] = kGuard;
      }
    }
    unpack_panels(panels.data(), size.rows, size.columns, ld, back.data());
    EXPECT_TRUE(same_bits(back, source));
  }
}

TEST(Panels, TransposingPadsWithZerosAndComesBack) {
  for_each_target([](bool) {
    for (const Size size : {Size{0, 5, 0}, Size{1, 1, 0}, Size{4, 4, 0}, Size{16, 12, 0}, Size{19, 7, 0},
                            Size{37, 50, 0}, Size{3, 33, 0}}) {
      const std::int64_t ld = size.columns + 2;
      const Floats source = random_floats(size.rows * ld, 5);
      Floats panels(at(panel_floats(size.columns, size.rows)), kGuard), back(source);
      transpose_pack(source.data(), size.rows, size.columns, ld, panels.data());
      for (std::int64_t c = 0; c < size.columns; ++c) {
        for (std::int64_t r = 0; r < (size.rows + 15) / 16 * 16; ++r) {
          const float wanted = r < size.rows ? source[at(r * ld + c)] : 0.0F;
          ASSERT_EQ(panels[at((r / 16 * size.columns + c) * 16 + r % 16)], wanted);
          if (r < size.rows) back[at(r * ld + c)] = kGuard;
        }
      }
      transpose_unpack(panels.data(), size.rows, size.columns, ld, back.data());
      EXPECT_TRUE(same_bits(back, source));
    }
  });
}

}  // namespace
}  // namespace glia::detail::cpu
