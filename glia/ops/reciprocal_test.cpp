#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Reciprocal) {
  check_op({.name = "reciprocal",
            .build = [](const Tensors& x) { return ops::reciprocal(x[0]); },
            .inputs = {{.shape = {3, 4}, .low = 0.3, .high = 3, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, 1.5, 0.001, 0, -INFINITY})},
                         .output = f64s({-0.3333333333333333, 0.6666666666666666, 1000, INFINITY, 0})}}});
}
