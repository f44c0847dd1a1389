#include <cmath>

#include "glia/ops/reduce.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(Argmax, AgreesWithTheReferenceOnThreads) {
  for (const DType dtype : {f32, f64, i32, u8}) {
    for (const int axis : {0, 1, 2}) {
      const Tensor x = parameter(0, {{-1, 13, 6}, dtype});
      for (const std::int64_t rows : {1, 4, 700}) {
        // Small whole numbers: the first of many equal ones counts.
        Array in = random_array({rows, 13, 6}, i32, 0, 5).cast(dtype);
        if (dtype.is_real()) in.set(in.size() / 2, std::nan(""));
        check_kernel("argmax", ops::argmax(x, axis), {x}, {in}, rows);
      }
    }
  }
}

TEST(Argmax, HasNoneOfAnEmptyRow) {
  const Tensor x = parameter(0, {{3, 0}, f32});
  EXPECT_TRUE(KernelRun(ops::argmax(x, 1), {Array(Shape{3, 0})}, 0, false).fault.raised());
  const Tensor none = parameter(0, {{-1, 4}, f32});
  check_kernel("argmax", ops::argmax(none, 1), {none}, {Array(Shape{0, 4})}, 0);
}

}  // namespace
}  // namespace glia::detail::cpu
