#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Log1p) {
  check_op({.name = "log1p",
            .build = [](const Tensors& x) { return ops::log1p(x[0]); },
            .inputs = {{.shape = {3, 4}, .low = -0.6, .high = 3, .batch = true}},
            .goldens = {{.inputs = {f64s({-0.999, -1e-09, 1e-12, 0.75, 1000000, -1})},
                         .output = f64s({-6.907755278982136, -1.0000000005000001e-09, 9.999999999995e-13,
                                         0.5596157879354227, 13.815511557963774, -INFINITY})}}});
}
