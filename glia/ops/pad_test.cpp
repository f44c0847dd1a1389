#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Pad) {
  check_op(
      {.name = "pad",
       .build =
           [](const Tensors& x) {
             return ops::pad(x[0], {0, 1}, {0, 2}, 7);
           },
       .inputs = {{.shape = {2, 3}, .batch = true}},
       .goldens = {{.inputs = {f64s({1, 2, 3, 4}, {2, 2})}, .output = f64s({7, 1, 2, 7, 7, 7, 3, 4, 7, 7}, {2, 5})}}});
}

TEST(Op, PadKeepsTheBatch) {
  const Tensor x = detail::parameter(0, {{-1, 4}, f32});
  EXPECT_THROW(ops::pad(x, {1, 0}, {0, 0}), ShapeError);
  EXPECT_THROW(ops::pad(x, {0, -1}, {0, 0}), ShapeError);
}
