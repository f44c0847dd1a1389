#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, OneHot) {
  check_op({.name = "one_hot",
            .build = [](const Tensors& x) { return ops::one_hot(x[0], 4); },
            .inputs = {{.shape = {3, 2}, .low = -1, .high = 5, .dtype = i64, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 3, 4, -1})},
                         .output = f64s({1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, {4, 4})}},
            .differentiable = false});
}

TEST(Op, OneHotOfWholeReals) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::one_hot(x[0], 3); },
            .inputs = {{.shape = {4}, .low = 0, .high = 3, .batch = true, .smooth = false}},
            .goldens = {{.inputs = {f64s({2, 0})}, .output = f64s({0, 0, 1, 1, 0, 0}, {2, 3})}},
            .differentiable = false});
}
