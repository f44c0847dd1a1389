#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Log) {
  check_op({.name = "log",
            .build = [](const Tensors& x) { return ops::log(x[0]); },
            .inputs = {{.shape = {3, 4}, .low = 0.3, .high = 3, .batch = true}},
            .goldens = {{.inputs = {f64s({1e-300, 0.75, 1.0000001, 20.25, 0, -1, INFINITY})},
                         .output = f64s({-690.7755278982137, -0.2876820724517809, 9.999999505838704e-08,
                                         3.0081547935525483, -INFINITY, NAN, INFINITY})}}});
}
