#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, ExpandDims) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::expand_dims(x[0], -1); },
            .inputs = {{.shape = {2, 3}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2}, {1, 2})}, .output = f64s({1, 2}, {1, 2, 1})}}});
}

TEST(Op, ExpandDimsWantsAnAxis) { EXPECT_THROW(ops::expand_dims(Tensor(1.0), 1), ShapeError); }
