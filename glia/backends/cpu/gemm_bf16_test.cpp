#include "glia/backends/cpu/gemm_bf16.hpp"

#include "glia/backends/cpu/test_gemm_problem.hpp"
#include "glia/base/bfloat16.hpp"

namespace glia::detail::cpu {
namespace {

// Each number in double from rounded operands, and how far f32 may be from it: every product and every addition rounds
// once at most, by 2^-24 of what is added up.
void expect_near(const Floats& got, const Problem& p, bool accumulate) {
  ASSERT_EQ(got.size(), p.c.size());
  for (std::int64_t r = 0; r < p.size.rows; ++r) {
    for (std::int64_t j = 0; j < p.size.columns; ++j) {
      double sum = accumulate ? static_cast<double>(p.c[at(r * p.size.columns + j)]) : 0.0;
      double magnitude = std::abs(sum);
      for (std::int64_t k = 0; k < p.size.depth; ++k) {
        const double product = static_cast<double>(round_to_bf16(p.a[at(r * p.size.depth + k)])) *
                               static_cast<double>(round_to_bf16(p.b[at(k * p.size.columns + j)]));
        sum += product;
        magnitude += std::abs(product);
      }
      const double bound = std::ldexp(magnitude * static_cast<double>(p.size.depth + 2), -24);
      ASSERT_NEAR(static_cast<double>(got[at(r * p.size.columns + j)]), sum, bound) << "row " << r << ", column " << j;
    }
  }
}

TEST(GemmBf16, EveryLayoutGivesTheProductOfRoundedNumbersAndTheSameBits) {
  for_each_target([](bool) {
    for (const Size size : kSizes) {
      SCOPED_TRACE(std::to_string(size.rows) + " x " + std::to_string(size.depth) + " -> " +
                   std::to_string(size.columns));
      const Problem problem(size);
      for (const bool accumulate : {false, true}) {
        const Floats first = run(problem, LayoutA::Rows, false, false, accumulate, true);
        expect_near(first, problem, accumulate);
        for (const LayoutA a : {LayoutA::Rows, LayoutA::Transposed, LayoutA::Panels}) {
          for (const int layouts : {0, 1, 2, 3}) {
            EXPECT_TRUE(same_bits(run(problem, a, (layouts & 1) != 0, (layouts & 2) != 0, accumulate, true), first))
                << "A " << static_cast<int>(a) << ", B and C " << layouts;
          }
        }
      }
    }
  });
}

TEST(GemmBf16, CutsOfRowsAndPanelsKeepTheBits) {
  constexpr std::int64_t kRows = 145, kColumns = 170, kDepth = 601;
  const Problem problem({kRows, kColumns, kDepth});
  for_each_target([&](bool) {
    const Floats whole = run(problem, LayoutA::Rows, false, false, false, true);
    Floats out(problem.c.size(), kGuard);
    for (std::int64_t row = 0; row < kRows; row += 19) {
      for (std::int64_t panel = 0; panel * 16 < kColumns; panel += 3) {
        GemmTile t;
        t.bf16 = true;
        t.a = problem.a.data() + row * kDepth, t.a_row = kDepth, t.a_col = 1;
        t.b = problem.b.data() + panel * 16, t.b_row = kColumns, t.b_panel = 16;
        t.c = out.data() + row * kColumns + panel * 16, t.c_row = kColumns, t.c_panel = 16;
        t.rows = std::min<std::int64_t>(19, kRows - row), t.depth = kDepth;
        t.panels = std::min<std::int64_t>(3, 11 - panel);
        t.b_columns = t.c_columns = kColumns - panel * 16;
        gemm(t);
      }
    }
    EXPECT_TRUE(same_bits(out, whole));
  });
}

// A's numbers lie in segments with gaps: along its rows as under a convolution, along its columns as under the gradient
// of its kernel.
TEST(GemmBf16, SegmentsAndLinesKeepTheBits) {
  struct Case {
    std::int64_t lines, rows, columns, segments, length;
  };
  for (const Case c : {Case{1, 5, 16, 4, 3}, Case{3, 11, 40, 3, 96}, Case{2, 1, 7, 2, 1}, Case{4, 13, 64, 3, 300},
                       Case{1, 9, 33, 2, 700}, Case{2, 3, 32, 1, 20}, Case{2, 70, 100, 5, 13}}) {
    const std::int64_t rows = c.lines * c.rows, depth = c.segments * c.length;
    const Problem problem({rows, c.columns, depth});
    for_each_target([&](bool) {
      const Floats expected = run(problem, LayoutA::Rows, false, false, false, true);
      for (const bool along_rows : {true, false}) {
        const std::int64_t row = along_rows ? c.segments * (c.length + 2) + 1 : 1;
        const std::int64_t column = along_rows ? 1 : rows + 3;
        const std::int64_t segment = (c.length + 2) * column;
        Floats a(at(rows * row + c.segments * segment), kGuard);
        for (std::int64_t r = 0; r < rows; ++r) {
          for (std::int64_t k = 0; k < depth; ++k)
            a[at(r * row + k / c.length * segment + k % c.length * column)] = problem.a[at(r * depth + k)];
        }
        Floats out(problem.c.size(), kGuard);
        GemmTile t;
        t.bf16 = true;
        t.a = a.data(), t.a_row = row, t.a_col = column, t.a_segment = c.length, t.a_panel = segment;
        t.lines = c.lines, t.a_line = c.rows * row, t.c_line = c.rows * c.columns;
        t.b = problem.b.data(), t.b_row = c.columns, t.b_panel = 16, t.b_columns = c.columns;
        t.c = out.data(), t.c_row = c.columns, t.c_panel = 16, t.c_columns = c.columns;
        t.rows = c.rows, t.panels = (c.columns + 15) / 16, t.depth = depth;
        gemm(t);
        EXPECT_TRUE(same_bits(out, expected))
            << c.lines << " lines, segments of " << c.length << (along_rows ? " in rows" : " in columns");
      }
    });
  }
}

TEST(GemmBf16, NumbersRoundToTheNearestTiesToEven) {
  const float inf = std::numeric_limits<float>::infinity();
  struct Case {
    float x, rounded;
  };
  for (const Case c :
       {Case{1.0F, 1.0F}, Case{1.00390625F, 1.0F}, Case{1.01171875F, 1.015625F}, Case{1.0039064F, 1.0078125F},
        Case{-1.00390625F, -1.0F}, Case{3.4e38F, inf}, Case{-inf, -inf}, Case{0.0F, 0.0F}, Case{NAN, NAN}}) {
    for_each_target([&](bool) {
      const float one = 1;
      float out = kGuard;
      GemmTile t;
      t.bf16 = true;
      t.a = &c.x, t.a_row = t.a_col = 1, t.b = &one, t.b_row = 1, t.b_panel = 16, t.b_columns = 1;
      t.c = &out, t.c_row = 1, t.c_panel = 16, t.c_columns = 1, t.rows = t.panels = t.depth = 1;
      gemm(t);
      EXPECT_TRUE(out == c.rounded || (std::isnan(out) && std::isnan(c.rounded))) << c.x << " became " << out;
    });
    const float rounded = round_to_bf16(c.x);
    EXPECT_TRUE(rounded == c.rounded || (std::isnan(rounded) && std::isnan(c.rounded))) << c.x;
  }
}

}  // namespace
}  // namespace glia::detail::cpu
