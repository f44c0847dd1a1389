#include "glia/ops/shape_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(Take, CopiesRowsOfAnyTypeOnThreads) {
  for (const DType dtype : {f32, f64, i32, i64, u8, boolean}) {
    for (const DType index : {i32, i64, u8}) {
      for (const int axis : {0, 1, 2}) {
        const Tensor x = parameter(0, {{6, 50, 3}, dtype});
        const Tensor indices = parameter(1, {{-1, 2}, index});
        for (const std::int64_t rows : {0, 1, 700}) {
          const Shape shape{6, 50, 3};
          const Array in = random_array(shape, i32, 0, 2).cast(dtype);
          const Array at = random_array({rows, 2}, index, 0, static_cast<double>(shape[axis]));
          check_kernel("take", ops::take(x, indices, axis), {x, indices}, {in, at}, rows);
        }
      }
    }
  }
}

TEST(Take, NamesTheFirstIndexOutOfRange) {
  const Tensor x = parameter(0, {{7, 2}, f32});
  const Tensor indices = parameter(1, {{-1}, i32});
  Array at = random_array({9000}, i32, 0, 7);
  at.set(8000, 7);
  at.set(5000, -3);
  for (const bool backwards : {false, true}) {
    const KernelRun run(ops::take(x, indices), {random_array({7, 2}), at}, 9000, backwards);
    EXPECT_EQ(run.fault.code(), Fault::index_out_of_range);
    EXPECT_EQ(run.fault.position(), 5000);
    EXPECT_EQ(run.fault.value(), -3);
    EXPECT_EQ(run.out(5000, 1), 0);
  }
}

}  // namespace
}  // namespace glia::detail::cpu
