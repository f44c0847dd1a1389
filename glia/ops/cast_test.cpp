#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, CastOfIntegers) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::cast(x[0], f64); },
            .inputs = {{.shape = {3, 4}, .low = -9, .high = 9, .dtype = i32, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, 2})}, .output = f64s({-3, 2})}},
            .differentiable = false});
}

TEST(Op, CastTruncates) {
  check_op({.name = "cast",
            .build = [](const Tensors& x) { return ops::cast(x[0], i32); },
            .inputs = {{.shape = {3, 4}, .low = -9, .high = 9, .batch = true}},
            .goldens = {{.inputs = {f64s({-2.7, 2.7, 0, 1000000000000})}, .output = f64s({-2, 2, 0, 2147483647})}},
            .differentiable = false});
}

TEST(Op, CastBetweenReals) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::cast(x[0], f64) * 2; },
            .inputs = {{.shape = {3, 4}, .batch = true}}});
}
