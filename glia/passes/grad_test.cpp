#include "glia/passes/grad.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::numbers;
using tests::value_of;
using Values = std::vector<double>;

TEST(Grad, AddsWhatEachReaderSends) {
  const Tensor x = Array{1, 2, 3};
  EXPECT_EQ(numbers(value_of(grad(ops::sum(x * x + 3 * x), Tensors{x})[0])), (Values{5, 7, 9}));
}

TEST(Grad, IsZeroWhereNothingDepends) {
  const Tensor x = Array{1, 2, 3}, z = Array{4, 5};
  const Tensors g = grad(ops::sum(x), Tensors{z, x});
  EXPECT_EQ(numbers(value_of(g[0])), (Values{0, 0}));
  EXPECT_EQ(numbers(value_of(g[1])), (Values{1, 1, 1}));
  EXPECT_EQ(numbers(value_of(grad(ops::sum(ops::stop_gradient(x) * x), Tensors{x})[0])), (Values{1, 2, 3}));
}

TEST(Grad, ReachesEveryReadOfAVariable) {
  const Variable w("w", Shape{2}, f32, 3);
  const Tensor y = ops::sum(Tensor(w) * Tensor(w));
  EXPECT_EQ(numbers(value_of(grad(y, std::vector<Variable>{w})[0].gradient)), (Values{6, 6}));
}

TEST(Grad, OfAGradient) {
  const Tensor x = Array{1, 2};
  const Tensor first = grad(ops::sum(x * x * x), Tensors{x})[0];
  EXPECT_EQ(numbers(value_of(grad(ops::sum(first), Tensors{x})[0])), (Values{6, 12}));
}

}  // namespace
}  // namespace glia
