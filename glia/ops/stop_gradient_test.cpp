#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/grad.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, StopGradient) {
  check_op({.name = "stop_gradient",
            .build = [](const Tensors& x) { return ops::stop_gradient(x[0]) * 2; },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2})}, .output = f64s({2, 4})}},
            .differentiable = false});
}

TEST(Op, StopGradientStopsIt) {
  const Tensor x = detail::parameter(0, {{2}, f64});
  const detail::Graph g{{x}, grad(x * ops::stop_gradient(x), {x}), {}};
  EXPECT_TRUE(near(evaluate(g, {f64s({3, 4})})[0], f64s({3, 4}), {}));
}
