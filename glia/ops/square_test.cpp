#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Square) {
  check_op({.name = "square",
            .build = [](const Tensors& x) { return ops::square(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, 0, 1.5, 0.001})}, .output = f64s({9, 0, 2.25, 1e-06})}}});
}
