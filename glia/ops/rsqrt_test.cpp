#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Rsqrt) {
  check_op({.name = "rsqrt",
            .build = [](const Tensors& x) { return ops::rsqrt(x[0]); },
            .inputs = {{.shape = {3, 4}, .low = 0.3, .high = 3, .batch = true}},
            .goldens = {{.inputs = {f64s({0.04, 2, 10000000000, 0})},
                         .output = f64s({5, 0.7071067811865476, 1e-05, INFINITY})}}});
}
