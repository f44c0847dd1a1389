#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Slice) {
  check_op(
      {.name = "slice",
       .build =
           [](const Tensors& x) {
             return ops::slice(x[0], {0, 1}, {ops::kEnd, -2}, {1, 3});
           },
       .inputs = {{.shape = {3, 10}, .batch = true}},
       .goldens = {{.inputs = {f64s({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}, {2, 10})},
                    .output = f64s({1, 4, 7, 11, 14, 17}, {2, 3})}},
       .more_shapes = {{{0, 10}}, {{1, 4}}, {{2, 2}}}});
}

TEST(Op, SliceOfTwoAxes) {
  check_op({.name = "",
            .build =
                [](const Tensors& x) {
                  return ops::slice(x[0], {1, 0}, {3, 7}, {1, 2});
                },
            .inputs = {{.shape = {4, 8}}},
            .more_shapes = {{{1, 1}}, {{3, 7}}}});
}

TEST(Op, SliceTakesTheBatchWhole) {
  const Tensor x = detail::parameter(0, {{-1, 4}, f32});
  EXPECT_EQ(ops::slice(x, {0, 1}, {ops::kEnd, 3}).shape().str(), "(None, 2)");
  EXPECT_THROW(ops::slice(x, {1}, {ops::kEnd}), ShapeError);
  EXPECT_THROW(ops::slice(x, {0, 0}, {ops::kEnd, ops::kEnd}, {1, 0}), ShapeError);
}
