#include "glia/ops/random_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(RandomKernel, HasTheBitsOfTheReferenceOnThreads) {
  const Tensor seed = parameter(0, {{}, i64});
  const Tensor iteration = parameter(1, {{}, i64});
  const RandomSource source{seed, iteration, 0x9E3779B97F4A7C15u};
  Array one(Shape{}, i64);
  one.set(0, -123456789.0);
  Array two(Shape{}, i64);
  two.set(0, 42);
  for (const Shape& shape : {Shape{-1}, Shape{-1, 10}, Shape{5, -3, 21}}) {
    for (const std::int64_t rows : {0, 1, 77, 400}) {
      for (const Tensor& t : {ops::random_uniform(shape, source, -1, 3), ops::random_normal(shape, source, 2, 0.5),
                              ops::random_bernoulli(shape, source, 0.3)}) {
        check_kernel("random", t, {seed, iteration}, {one, two}, rows);
      }
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
