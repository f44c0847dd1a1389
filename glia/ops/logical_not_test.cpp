#include "glia/ops/logic.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, LogicalNot) {
  check_op({.name = "logical_not",
            .build = [](const Tensors& x) { return ops::logical_not(x[0]); },
            .inputs = {{.shape = {3, 4}, .low = 0, .high = 2, .dtype = boolean, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 1})}, .output = f64s({1, 0})}},
            .differentiable = false});
}
