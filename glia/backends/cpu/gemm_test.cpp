#include "glia/backends/cpu/gemm.hpp"

#include <cmath>
#include <cstring>
#include <random>

#include "glia/backends/cpu/panels.hpp"
#include "hwy/highway.h"

namespace glia::detail::cpu {
namespace {

using Floats = std::vector<float>;
constexpr float kGuard = -12345.0F;

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

Floats random_floats(std::int64_t count, unsigned seed) {
  std::mt19937 engine(seed);
  std::uniform_real_distribution<float> uniform(-1, 1);
  Floats out(at(count));
  for (float& x : out) x = uniform(engine);
  return out;
}

// Runs f(fused) once for each instruction set of this machine; `fused`: whether a multiply-add rounds once.
template <class F>
void for_each_target(const F& f) {
  int ran = 0;
  for (const std::int64_t target :
       {std::int64_t{HWY_AVX3}, std::int64_t{HWY_AVX2}, std::int64_t{HWY_SSE4}, std::int64_t{HWY_SCALAR}}) {
    hwy::SetSupportedTargetsForTest(0);
    if (target != HWY_SCALAR && (hwy::SupportedTargets() & target) == 0) continue;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(target);
    SCOPED_TRACE(hwy::TargetName(target));
    f(target == HWY_AVX3 || target == HWY_AVX2);
    ++ran;
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  EXPECT_GE(ran, 1);
}

struct Size {
  std::int64_t rows, columns, depth;
};
constexpr Size kSizes[] = {{0, 5, 3},    {1, 0, 3},     {1, 1, 0},     {1, 1, 1},     {1, 128, 37},  {1, 300, 300},
                           {2, 17, 5},   {3, 16, 16},   {4, 70, 17},   {5, 64, 31},   {6, 96, 15},   {7, 33, 48},
                           {8, 48, 257}, {9, 50, 33},   {11, 130, 8},  {14, 31, 1},   {17, 65, 40},  {33, 10, 64},
                           {40, 10, 90}, {37, 128, 17}, {33, 100, 33}, {13, 40, 600}, {130, 18, 530}};

// Row-major operands and the chain of multiply-adds that defines every bit of the result.
struct Problem {
  Size size;
  Floats a, b, c;
  explicit Problem(Size s)
      : size(s),
        a(random_floats(s.rows * s.depth, 1)),
        b(random_floats(s.depth * s.columns, 2)),
        c(random_floats(s.rows * s.columns, 3)) {}

  Floats reference(bool fused, bool accumulate) const {
    Floats out(c.size());
    for (std::int64_t r = 0; r < size.rows; ++r) {
      for (std::int64_t j = 0; j < size.columns; ++j) {
        float sum = accumulate ? c[at(r * size.columns + j)] : 0.0F;
        for (std::int64_t k = 0; k < size.depth; ++k) {
          const float x = a[at(r * size.depth + k)], y = b[at(k * size.columns + j)];
          sum = fused ? std::fma(x, y, sum) : x * y + sum;
        }
        out[at(r * size.columns + j)] = sum;
      }
    }
    return out;
  }
};

enum class LayoutA { Rows, Transposed, Panels };

// The same product with each operand in one of its layouts, and the result brought back to rows.
Floats run(const Problem& p, LayoutA a, bool b_in_panels, bool c_in_panels, bool accumulate) {
  const auto [rows, columns, depth] = p.size;
  const std::int64_t panels = (columns + 15) / 16, ld = columns + 3;
  Floats x(p.a), y(at(panel_floats(depth, columns))), z;
  GemmTile t;
  t.rows = rows, t.panels = panels, t.depth = depth, t.accumulate = accumulate;
  t.a_row = depth, t.a_col = 1;
  if (a == LayoutA::Transposed) {
    for (std::int64_t r = 0; r < rows; ++r) {
      for (std::int64_t k = 0; k < depth; ++k) x[at(k * rows + r)] = p.a[at(r * depth + k)];
    }
    t.a_row = 1, t.a_col = rows;
  } else if (a == LayoutA::Panels) {
    x.assign(at(panel_floats(rows, depth)), kGuard);
    pack_panels(p.a.data(), rows, depth, depth, x.data());
    t.a_row = 16, t.a_col = 1, t.a_panel = rows * 16;
  }
  t.a = x.data();
  if (b_in_panels) {
    pack_panels(p.b.data(), depth, columns, columns, y.data());
    t.b_row = 16, t.b_panel = depth * 16;
  } else {
    y = p.b;
    t.b_row = columns, t.b_panel = 16, t.b_columns = columns;
  }
  t.b = y.data();
  z.assign(at(c_in_panels ? panel_floats(rows, columns) : rows * ld), kGuard);
  if (c_in_panels) {
    pack_panels(p.c.data(), rows, columns, columns, z.data());
    t.c_row = 16, t.c_panel = rows * 16;
  } else {
    for (std::int64_t r = 0; r < rows; ++r) std::copy_n(p.c.data() + r * columns, columns, z.data() + r * ld);
    t.c_row = ld, t.c_panel = 16, t.c_columns = columns;
  }
  t.c = z.data();
  gemm(t);
  Floats out(p.c.size());
  if (c_in_panels) {
    unpack_panels(z.data(), rows, columns, columns, out.data());
    for (std::int64_t r = 0; r < rows && columns % 16 != 0; ++r) {
      EXPECT_EQ(z[at(((panels - 1) * rows + r) * 16 + 15)], 0.0F) << "padding";
    }
    return out;
  }
  for (std::int64_t r = 0; r < rows; ++r) {
    std::copy_n(z.data() + r * ld, columns, out.data() + r * columns);
    for (std::int64_t j = columns; j < ld; ++j) EXPECT_EQ(z[at(r * ld + j)], kGuard) << "written past the row";
  }
  return out;
}

bool same_bits(const Floats& x, const Floats& y) {
  return x.size() == y.size() && (x.empty() || std::memcmp(x.data(), y.data(), x.size() * sizeof(float)) == 0);
}

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
