#include "glia/ops/reduce.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(CountKernel, CountsTheBatch) {
  const Tensor x = parameter(0, {{-1, 5, -2}, f32});
  for (const std::vector<int>& axes : {std::vector<int>{}, {0}, {1, 2}}) {
    for (const std::int64_t rows : {0, 1, 7}) {
      check_kernel("count", ops::count(x, axes), {x}, {random_array({rows, 5, 2 * rows})}, rows);
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
