#include "glia/ops/reduce.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, All) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::all(x[0], {1}); },
            .inputs = {{.shape = {3, 4}, .low = 0, .high = 2, .dtype = boolean, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 0, 1, 1}, {2, 2})}, .output = f64s({0, 1})}},
            .differentiable = false});
}

TEST(Op, Any) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::any(x[0], {1}); },
            .inputs = {{.shape = {3, 4}, .low = 0, .high = 2, .dtype = i32, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 0, 0, 7}, {2, 2})}, .output = f64s({0, 1})}},
            .differentiable = false});
}
