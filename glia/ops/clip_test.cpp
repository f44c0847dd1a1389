#include <cmath>

#include "glia/base/error.hpp"
#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Clip) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::clip(x[0], -1, 0.5); },
            .inputs = {{.shape = {3, 4}, .kinks = {-1, 0.5}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, -1, 0.25, 2, NAN})}, .output = f64s({-1, -1, 0.25, 0.5, NAN})}}});
}

TEST(Op, ClipWantsOrderedBounds) { EXPECT_THROW(ops::clip(Tensor(1.0), 2, 1), ValueError); }
