#include "glia/ops/logic.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, LogicalAnd) {
  check_op({.name = "logical_and",
            .build = [](const Tensors& x) { return ops::logical_and(x[0], x[1]); },
            .inputs = {{.shape = {3, 4}, .low = 0, .high = 2, .dtype = boolean, .batch = true},
                       {.shape = {3, 4}, .low = 0, .high = 2, .dtype = boolean, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 0, 1, 1}), f64s({0, 1, 0, 1})}, .output = f64s({0, 0, 0, 1})}},
            .differentiable = false});
}
