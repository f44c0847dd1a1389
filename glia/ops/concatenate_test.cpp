#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Concatenate) {
  check_op({.name = "concatenate",
            .build =
                [](const Tensors& x) {
                  return ops::concatenate({x[0], x[1]}, -1);
                },
            .inputs = {{.shape = {2, 3}, .batch = true}, {.shape = {2, 2}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2, 3, 4}, {2, 2}), f64s({5, 6}, {2, 1})},
                         .output = f64s({1, 2, 5, 3, 4, 6}, {2, 3})}},
            .more_shapes = {{{0, 3}, {0, 2}}, {{2, 0}, {2, 2}}, {{1, 1}, {1, 1}}}});
}

TEST(Op, ConcatenateAlongTheBatch) {
  check_op({.name = "",
            .build =
                [](const Tensors& x) {
                  return ops::concatenate({x[0], x[1], x[0]}, 0);
                },
            .inputs = {{.shape = {2, 3}, .batch = true}, {.shape = {2, 3}, .batch = true}}});
}

TEST(Op, ConcatenateWantsEqualSizes) {
  const auto x = [](const Shape& shape) { return detail::parameter(0, {shape, f32}); };
  EXPECT_EQ(ops::concatenate({x({-1, 3}), x({-1, 3})}).shape().str(), "(2n, 3)");
  EXPECT_THROW(ops::concatenate({x({2, 3}), x({3, 3})}, -1), ShapeError);
  EXPECT_THROW(ops::concatenate({x({-1, 3}), x({3, 3})}, 0), ShapeError);
  EXPECT_THROW(ops::concatenate({}), ValueError);
}
