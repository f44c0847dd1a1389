#include "glia/backends/cpu/test_kernels.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail::cpu {
namespace {

TEST(Transpose, MatricesOnThreads) {
  for (const Shape& shape : {Shape{-1, 10}, Shape{-1, 1}, Shape{-1, 1100}, Shape{3, -1, 37}, Shape{16, -1}}) {
    for (const std::int64_t rows : {0, 1, 5, 130}) {
      const Tensor x = parameter(0, {shape, f32});
      std::vector<int> axes{0, 2, 1};
      if (shape.rank() == 2) axes = {1, 0};
      check_kernel("transpose", ops::transpose(x, axes), {x}, {random_array(shape.at(rows))}, rows);
    }
  }
}

TEST(Transpose, AnyAxesOfAnyType) {
  for (const DType dtype : {f32, f64, i32, u8, boolean}) {
    for (const std::vector<int>& axes :
         {std::vector<int>{0, 2, 1, 3}, {3, 2, 1, 0}, {1, 2, 3, 0}, {0, 1, 2, 3}, {0, 1, 3, 2}}) {
      const Tensor x = parameter(0, {{-1, 4, 5, 6}, dtype});
      const Array in = random_array({60, 4, 5, 6}, i32, 0, 2).cast(dtype);
      check_kernel("transpose", ops::transpose(x, axes), {x}, {in}, 60);
    }
  }
}

TEST(Transpose, WritesPanelsWithZerosBehind) {
  for (const std::int64_t rows : {1, 16, 33}) {
    for (const std::int64_t columns : {1, 10, 700}) {
      const Tensor x = parameter(0, {{-1, columns}, f32});
      const Tensor y = ops::transpose(x);
      const Array in = random_array({rows, columns});
      const Array expected = to_layout(KernelRun(y, {in}, rows, false).out, Layout::panels);
      // The run knows row-major results only, so it gets a shape of the panels' size.
      const Spec from = spec(x);
      const Spec to{y.shape(), f32, Layout::panels};
      const auto kernel = choose_kernel({*y.node(), {&from, 1}, {&to, 1}, rows});
      std::vector<float> out(static_cast<std::size_t>(expected.size()), -7.0F);
      const void* input = in.raw();
      void* output = out.data();
      Fault fault;
      for (std::int64_t c = kernel->chunks(rows); c-- > 0;) kernel->run({&input, &output, rows, nullptr, &fault}, c);
      EXPECT_EQ(std::memcmp(out.data(), expected.raw(), static_cast<std::size_t>(expected.bytes())), 0);
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
