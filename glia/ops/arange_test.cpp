#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Arange) {
  check_op({.name = "arange",
            .build = [](const Tensors&) { return ops::arange(4, f32); },
            .inputs = {},
            .differentiable = false});
}

TEST(Op, ArangeCounts) {
  EXPECT_TRUE(near(evaluate({{}, {ops::arange(4)}, {}}, {})[0], f64s({0, 1, 2, 3}), {}));
  EXPECT_TRUE(near(evaluate({{}, {ops::arange(-1)}, {}}, {}, 2)[0], f64s({0, 1}), {}));
}
