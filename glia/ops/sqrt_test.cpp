#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Sqrt) {
  check_op({.name = "sqrt",
            .build = [](const Tensors& x) { return ops::sqrt(x[0]); },
            .inputs = {{.shape = {3, 4}, .low = 0.3, .high = 3, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 0.04, 2, 10000000000, -1})},
                         .output = f64s({0, 0.2, 1.4142135623730951, 100000, NAN})}}});
}
