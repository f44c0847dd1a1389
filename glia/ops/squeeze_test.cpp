#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Squeeze) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::squeeze(x[0], 1); },
            .inputs = {{.shape = {2, 1, 3}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2}, {1, 1, 2})}, .output = f64s({1, 2}, {1, 2})}},
            .more_shapes = {{{0, 1, 3}}}});
}

TEST(Op, SqueezeWantsSizeOne) { EXPECT_THROW(ops::squeeze(Tensor(Array{1, 2}), 0), ShapeError); }
