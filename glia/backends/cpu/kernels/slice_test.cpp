#include "glia/graph/variable_state.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(SliceKernel, AgreesWithTheReferenceOnThreads) {
  for (const DType dtype : {f32, i64, u8}) {
    const Tensor x = parameter(0, {{-1, 9, 20}, dtype});
    for (const std::int64_t rows : {0, 1, 600}) {
      const Array in = random_array({rows, 9, 20}, i32, 0, 200).cast(dtype);
      check_kernel("slice", ops::slice(x, {0, 2, 5}, {ops::kEnd, 8, 17}), {x}, {in}, rows);
      check_kernel("slice", ops::slice(x, {0, 0, 1}, {ops::kEnd, ops::kEnd, ops::kEnd}, {1, 2, 3}), {x}, {in}, rows);
      check_kernel("slice", ops::slice(x, {0, 3}, {ops::kEnd, 3}), {x}, {in}, rows);
    }
  }
}

// Gradients of concatenations along the batch take parts of an axis of 3·n.
TEST(SliceKernel, TakesPartsOfTheBatch) {
  const Tensor x = parameter(0, {{-3, 5}, f32});
  const Attributes attributes{{"start", std::vector<std::int64_t>{-1, 1}},
                              {"stop", std::vector<std::int64_t>{-3, 4}},
                              {"step", std::vector<std::int64_t>{1, 1}}};
  check_kernel("slice", emit(*find_op("slice"), {x}, attributes), {x}, {random_array({12, 5})}, 4);
}

// Whole panels of a matrix are one run of memory; what cuts through one is not for this kernel.
TEST(SliceKernel, TakesWholePanels) {
  const Array in = random_array({7, 80});
  const Tensor x = parameter(0, {{7, 80}, f32, Layout::panels});
  const auto part = [&](std::int64_t first, std::int64_t last) {
    Tensor y = ops::slice(x, {0, first}, {7, last});
    y.node()->outputs[0].layout = Layout::panels;
    return y;
  };
  const Tensor rows = parameter(0, {{7, 80}, f32});
  const Array expected = KernelRun(ops::slice(rows, {0, 16}, {7, 64}), {in}, 0, false).out;
  const KernelRun run(part(16, 64), {to_layout(in, Layout::panels)}, 0, true);
  EXPECT_EQ(run.kernel, "slice");
  EXPECT_EQ(
      std::memcmp(run.out.raw(), to_layout(expected, Layout::panels).raw(), static_cast<std::size_t>(expected.bytes())),
      0);
  EXPECT_EQ(KernelRun(part(8, 56), {to_layout(in, Layout::panels)}, 0, true).kernel, "reference");
}

}  // namespace
}  // namespace glia::detail::cpu
