// internal: tests of products
#pragma once
#include <cmath>
#include <cstring>
#include <random>

#include "glia/backends/cpu/gemm.hpp"
#include "glia/backends/cpu/panels.hpp"
#include "hwy/highway.h"

namespace glia::detail::cpu {

using Floats = std::vector<float>;
constexpr float kGuard = -12345.0F;

inline std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

inline Floats random_floats(std::int64_t count, unsigned seed) {
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
inline Floats run(const Problem& p, LayoutA a, bool b_in_panels, bool c_in_panels, bool accumulate, bool bf16 = false) {
  const auto [rows, columns, depth] = p.size;
  const std::int64_t panels = (columns + 15) / 16, ld = columns + 3;
  Floats x(p.a), y(at(panel_floats(depth, columns))), z;
  GemmTile t;
  t.rows = rows, t.panels = panels, t.depth = depth, t.accumulate = accumulate, t.bf16 = bf16;
  t.a_row = depth, t.a_col = 1;
  if (a == LayoutA::Transposed) {
    for (std::int64_t r = 0; r < rows; ++r) {
      for (std::int64_t k = 0; k < depth; ++k) x[at(k * rows + r)] = p.a[at(r * depth + k)];
    }
    t.a_row = 1, t.a_col = rows;
  } else if (a == LayoutA::Panels) {
    x.assign(at(panel_floats(rows, depth)), kGuard);
    pack_panels(p.a.data(), rows, depth, depth, x.data());
    t.a_row = 16, t.a_col = 1, t.a_segment = 16, t.a_panel = rows * 16;
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

inline bool same_bits(const Floats& x, const Floats& y) {
  return x.size() == y.size() && (x.empty() || std::memcmp(x.data(), y.data(), x.size() * sizeof(float)) == 0);
}

}  // namespace glia::detail::cpu
