#include "glia/backends/cpu/test_targets.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(Softmax, AgreesWithTheReferenceOnThreads) {
  for (const std::int64_t columns : {1, 7, 10, 300, 20000}) {
    for (const std::int64_t rows : {0, 1, 5, 130}) {
      if (rows * columns > 200000) continue;
      const Tensor x = parameter(0, {{-1, columns}, f32});
      const Array in = random_array({rows, columns}, f32, -20, 20);
      check_kernel("softmax", ops::softmax(x), {x}, {in}, rows, {2e-6, 1e-30});
      check_kernel("softmax", ops::log_softmax(x), {x}, {in}, rows, {1e-6, 0});
      check_kernel("softmax", ops::logsumexp(x, -1), {x}, {in}, rows, {1e-6, 0});
    }
  }
}

TEST(Softmax, RunsOnEveryTarget) {
  const Tensor x = parameter(0, {{2, -1, 33}, f32});
  const Array in = random_array({2, 9, 33}, f32, -5, 5);
  for_each_target([&](std::int64_t) {
    check_kernel("softmax", ops::softmax(x), {x}, {in}, 9, {2e-6, 1e-30});
    check_kernel("softmax", ops::log_softmax(x), {x}, {in}, 9, {1e-6, 1e-6});
  });
}

}  // namespace
}  // namespace glia::detail::cpu
