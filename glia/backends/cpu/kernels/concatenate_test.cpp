#include "glia/graph/variable_state.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(ConcatenateKernel, AgreesWithTheReferenceOnThreads) {
  for (const DType dtype : {f32, i64, u8}) {
    for (const int axis : {0, 1, 2}) {
      for (const std::int64_t rows : {0, 1, 400}) {
        const Shape small{-1, 3, 20};
        Shape wide = small;
        wide[axis] = axis == 0 ? -2 : 70;
        Shape none = small;
        if (axis > 0) none[axis] = 0;
        const Tensors parts{parameter(0, {small, dtype}), parameter(1, {none, dtype}), parameter(2, {wide, dtype})};
        std::vector<Array> in;
        for (const Shape& s : {small, none, wide}) in.push_back(random_array(s.at(rows), i32, 0, 200).cast(dtype));
        check_kernel("concatenate", ops::concatenate(parts, axis), parts, in, rows);
      }
    }
  }
}

TEST(ConcatenateKernel, JoinsWholePanels) {
  const auto joined = [](std::int64_t first, std::int64_t second, Layout layout) {
    const Tensors parts{parameter(0, {{5, first}, f32, layout}), parameter(1, {{5, second}, f32, layout})};
    Tensor y = ops::concatenate(parts, 1);
    y.node()->outputs[0].layout = layout;
    std::vector<Array> in;
    for (const Tensor& p : parts) in.push_back(to_layout(random_array(p.shape()), layout));
    return KernelRun(y, in, 0, true);
  };
  const Array expected = joined(32, 48, Layout::row_major).out;
  const KernelRun run = joined(32, 48, Layout::panels);
  EXPECT_EQ(run.kernel, "concatenate");
  EXPECT_EQ(
      std::memcmp(run.out.raw(), to_layout(expected, Layout::panels).raw(), static_cast<std::size_t>(expected.bytes())),
      0);
  EXPECT_EQ(joined(8, 72, Layout::panels).kernel, "reference");
}

}  // namespace
}  // namespace glia::detail::cpu
