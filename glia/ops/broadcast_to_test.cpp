#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, BroadcastTo) {
  const Array twice = f64s({1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3}, {2, 3, 2});
  check_op({.name = "broadcast_to",
            .build =
                [](const Tensors& x) {
                  return ops::broadcast_to(x[0], {2, 3, 2});
                },
            .inputs = {{.shape = {3, 1}}},
            .goldens = {{.inputs = {f64s({1, 2, 3}, {3, 1})}, .output = twice}},
            .more_shapes = {{{1}}, {{1, 2}}}});
}

TEST(Op, BroadcastToWantsSizesThatFit) { EXPECT_THROW(ops::broadcast_to(Tensor(Array{1, 2}), {3}), ShapeError); }
