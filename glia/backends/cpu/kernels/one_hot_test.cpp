#include "glia/ops/shape_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(OneHotKernel, AgreesWithTheReferenceOnThreads) {
  for (const DType labels : {i32, i64, u8}) {
    for (const DType dtype : {f32, f64, i64, boolean}) {
      for (const std::int64_t rows : {0, 1, 5000}) {
        const Tensor x = parameter(0, {{-1}, labels});
        // Labels outside give zeros.
        const Array in = random_array({rows}, labels, labels == u8 ? 0 : -3, 14);
        check_kernel("one_hot", ops::one_hot(x, 10, dtype), {x}, {in}, rows);
      }
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
