#include <cmath>

#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Max) {
  check_op({.name = "max",
            .build = [](const Tensors& x) { return ops::max(x[0], {1}); },
            .inputs = {{.shape = {2, 3, 4}, .distinct = true, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1, 2, 2, -3, 0.125, 5, 1}, {2, 2, 3})},
                         .output = f64s({4, 0.5, 0.25, 2, 5, 1}, {2, 3})},
                        {.inputs = {f64s({1, NAN}, {1, 2, 1})}, .output = f64s({NAN}, {1, 1})}},
            .more_shapes = {{{0, 3, 4}}, {{1, 1, 1}}}});
}

TEST(Op, MaxOfIntegers) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::max(x[0], {-1}, true); },
            .inputs = {{.shape = {3, 4}, .low = -9, .high = 9, .dtype = i32, .batch = true}},
            .differentiable = false});
}

TEST(Op, MaxSharesTheGradientAmongEquals) {
  const Tensor x = detail::parameter(0, {{4}, f64});
  const detail::Graph g{{x}, grad(ops::max(x), {x}), {}};
  EXPECT_TRUE(near(evaluate(g, {f64s({1, 3, 3, 2})})[0], f64s({0, 0.5, 0.5, 0}), {}));
}
