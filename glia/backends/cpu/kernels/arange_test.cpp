#include "glia/ops/shape_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(ArangeKernel, CountsOnThreads) {
  for (const DType dtype : {f32, f64, i32, i64}) {
    for (const std::int64_t count : {0, 1, 100000}) check_kernel("arange", ops::arange(count, dtype), {}, {});
  }
  check_kernel("arange", ops::arange(-2, f32), {}, {}, 40);
}

}  // namespace
}  // namespace glia::detail::cpu
