#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"
#include "testing/expect_error.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Swapaxes) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::swapaxes(x[0], 1, -1); },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 1, 2, 3, 4, 5, 6, 7}, {2, 2, 2})},
                         .output = f64s({0, 2, 1, 3, 4, 6, 5, 7}, {2, 2, 2})}}});
  expect_error<ShapeError>([] { ops::swapaxes(Array(Shape{2, 3}), 0, 2); }, {"swapaxes", "2"});
}
