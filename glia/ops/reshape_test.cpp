#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Reshape) {
  check_op({.name = "reshape",
            .build =
                [](const Tensors& x) {
                  return ops::reshape(x[0], {-1, 6});
                },
            .inputs = {{.shape = {4, 2, 3}, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {2, 2, 3})},
                         .output = f64s({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {2, 6})}},
            .more_shapes = {{{0, 2, 3}}, {{1, 2, 3}}}});
}

TEST(Op, ReshapeResolvesTheOpenSize) {
  const auto shape = [](const Shape& from, const Shape& to) {
    return ops::reshape(detail::parameter(0, {from, f32}), to).shape().str();
  };
  EXPECT_EQ(shape({-1, 28, 28}, {-1, 784}), "(None, 784)");
  EXPECT_EQ(shape({-1, 28, 28}, {-1, 28}), "(28n, 28)");
  EXPECT_EQ(shape({-6, 4}, {-2, -1}), "(2n, 12)");
  EXPECT_EQ(shape({-1, 1}, {-1}), "(None,)");
  EXPECT_EQ(shape({4, 6}, {3, -1}), "(3, 8)");
  EXPECT_THROW(shape({-1, 28}, {-1, 27}), ShapeError);
  EXPECT_THROW(shape({4, 6}, {-1, -1}), ShapeError);
  EXPECT_THROW(shape({0, 6}, {0, -1}), ShapeError);
  EXPECT_THROW(shape({-1, 4}, {4}), ShapeError);
}
