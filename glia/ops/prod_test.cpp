#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Prod) {
  check_op({.name = "prod",
            .build = [](const Tensors& x) { return ops::prod(x[0], {1}); },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1, 2, 2, -3, 0.125, 5, 1}, {2, 2, 3})},
                         .output = f64s({6, -1, -0.25, 0.25, 10, -3}, {2, 3})}},
            .more_shapes = {{{0, 3, 4}}, {{1, 1, 1}}},
            .length = 3});
}

TEST(Op, ProdOfTwoAxes) {
  check_op({.name = "",
            .build =
                [](const Tensors& x) {
                  return ops::prod(x[0], {0, 2}, true);
                },
            .inputs = {{.shape = {2, 3, 2}}},
            .length = 4});
}

TEST(Op, ProdHasAGradientAtZero) {
  const Tensor x = detail::parameter(0, {{3}, f64});
  const detail::Graph g{{x}, grad(ops::prod(x), {x}), {}};
  EXPECT_TRUE(near(evaluate(g, {f64s({2, 0, 5})})[0], f64s({0, 10, 0}), {}));
}
