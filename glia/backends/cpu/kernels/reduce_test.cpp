#include "glia/ops/reduce.hpp"

#include <cmath>
#include <limits>

#include "glia/backends/cpu/test_targets.hpp"
#include "glia/graph/variable_state.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

struct Case {
  Shape shape;  // −1 = batch
  std::int64_t rows;
  std::vector<int> axes;
};

std::vector<Case> cases() {
  return {{{3, 5, 7}, 0, {}},        {{3, 5, 7}, 0, {1}},
          {{3, 5, 7}, 0, {0, 2}},    {{3, 5, 7}, 0, {0, 1}},
          {{3, 5, 7}, 0, {1, 2}},    {{2, 3, 4, 5}, 0, {0, 2}},
          {{2, 3, 4, 5}, 0, {1, 3}}, {{-1, 10}, 7, {0}},
          {{-1, 10}, 1, {0}},        {{-1, 10}, 0, {0}},
          {{-1, 10}, 0, {1}},        {{-1, 300}, 1000, {0}},
          {{-1, 300}, 1000, {1}},    {{-1, 3}, 70000, {0}},
          {{-1, 3}, 70000, {}},      {{4, 0}, 0, {1}},
          {{0, 4}, 0, {1}},          {{}, 0, {}},
          {{1, 1}, 0, {0}},          {{-1, 4, -2, 3}, 5, {0, 2}},
          {{2, 1000, 130}, 0, {1}},  {{600, 3, 70}, 0, {1}},
          {{-1, 6, 1}, 9, {1, 2}}};
}

double length_of(const Case& c) {
  const Shape shape = c.shape.at(c.rows);
  double out = 1;
  for (const int a : c.axes) out *= static_cast<double>(shape[a]);
  return std::max(1.0, c.axes.empty() ? static_cast<double>(shape.elements()) : out);
}

TEST(Reduce, AgreesWithTheReferenceOnThreads) {
  for (const DType dtype : {f32, f64, i32, i64, u8}) {
    for (const Case& c : cases()) {
      const Tensor x = parameter(0, {c.shape, dtype});
      const Array in = random_array(c.shape.at(c.rows), dtype, dtype == u8 ? 0 : -2, dtype.is_integer() ? 9 : 2);
      const tests::Tolerance sums = dtype.is_integer() ? tests::Tolerance{} : tests::f32_tolerance(length_of(c));
      check_kernel("reduce", ops::sum(x, c.axes), {x}, {in}, c.rows, {sums.rel * std::sqrt(length_of(c)), 1e-30});
      if (length_of(c) > 1000 && dtype != f32) continue;
      check_kernel("reduce", ops::max(x, c.axes), {x}, {in}, c.rows);
      check_kernel("reduce", ops::min(x, c.axes), {x}, {in}, c.rows);
    }
  }
}

TEST(Reduce, MultipliesFactors) {
  const Tensor x = parameter(0, {{-1, 6}, f32});
  check_kernel("reduce", ops::prod(x, {1}), {x}, {random_array({5, 6})}, 5, {1e-6, 0});
  const Tensor whole = parameter(0, {{3, 4}, i64});
  check_kernel("reduce", ops::prod(whole, {0}), {whole}, {random_array({3, 4}, i64, 1, 5)});
}

TEST(Reduce, PassesNanThrough) {
  Array in = random_array({40, 20});
  in(17, 3) = std::nan("");
  in(0, 5) = std::numeric_limits<double>::infinity();
  const Tensor x = parameter(0, {{40, 20}, f32});
  for (const std::vector<int>& axes : {std::vector<int>{}, {0}, {1}}) {
    check_kernel("reduce", ops::sum(x, axes), {x}, {in}, 0, {1e-5, 0});
    check_kernel("reduce", ops::max(x, axes), {x}, {in});
    check_kernel("reduce", ops::min(x, axes), {x}, {in});
  }
}

// A column of 10⁶ values: in f32 alone it would be off by about 1e-4.
TEST(Reduce, AddsLongColumnsInDouble) {
  const Tensor x = parameter(0, {{-1, 2}, f32});
  const Array in = random_array({1000000, 2}, f32, 0, 1);
  check_kernel("reduce", ops::sum(x, {0}), {x}, {in}, 1000000, {3e-7, 0});
}

TEST(Reduce, HasTheSameBitsOnEveryTarget) {
  const Tensor x = parameter(0, {{-1, 77}, f32});
  const Array in = random_array({130, 77});
  for (const std::vector<int>& axes : {std::vector<int>{}, {0}, {1}}) {
    const Tensor y = ops::sum(x, axes);
    const Array expected = KernelRun(y, {in}, 130, false).out;
    for_each_target([&](std::int64_t) {
      const Array out = KernelRun(y, {in}, 130, false).out;
      EXPECT_EQ(std::memcmp(out.raw(), expected.raw(), static_cast<std::size_t>(out.bytes())), 0);
    });
  }
}

TEST(Reduce, LeavesOutWhatPadsPanels) {
  for (const Shape& shape : {Shape{5, 40}, Shape{300, 32}, Shape{3, 1}, Shape{700, 17}}) {
    const Array in = random_array(shape);
    Array packed = to_layout(in, Layout::panels);
    const std::int64_t tail = shape[1] % 16 == 0 ? 16 : shape[1] % 16;
    for (std::int64_t r = 0; r < shape[0]; ++r) {
      for (std::int64_t c = tail; c < 16; ++c) packed.set(packed.size() - (shape[0] - r) * 16 + c, 1e9);
    }
    const Tensor flat = parameter(0, {shape, f32});
    const Tensor panels = parameter(0, {shape, f32, Layout::panels});
    const KernelRun run(ops::sum(panels), {packed}, 0, false);
    EXPECT_EQ(run.kernel, "reduce");
    EXPECT_TRUE(tests::near(run.out, KernelRun(ops::sum(flat), {in}, 0, false).out, {1e-5, 1e-5}));
  }
}

}  // namespace
}  // namespace glia::detail::cpu
