#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, ZerosLike) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::zeros_like(x[0]) + x[0]; },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2})}, .output = f64s({1, 2})}}});
}

TEST(Op, OnesLike) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::ones_like(x[0]) * x[0]; },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2})}, .output = f64s({1, 2})}}});
}
