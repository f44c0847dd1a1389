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

TEST(Op, ZerosOnesAndFull) {
  check_op({.name = "",
            .build =
                [](const Tensors& x) {
                  return x[0] * ops::full(x[0].shape(), 2.5, x[0].dtype()) + ops::ones({2}, x[0].dtype());
                },
            .inputs = {{.shape = {3, 2}, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 1, 2, 3}, {2, 2})}, .output = f64s({1, 3.5, 6, 8.5}, {2, 2})}},
            .more_shapes = {{{0, 2}}, {{1, 2}}}});
  EXPECT_EQ(ops::zeros({2, 3}).dtype(), f32);
  EXPECT_EQ(ops::zeros({2, 3}, i64).dtype(), i64);
  EXPECT_EQ(ops::zeros({2, 3}).shape(), (Shape{2, 3}));
}
