#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Floor) {
  check_op(
      {.name = "floor",
       .build = [](const Tensors& x) { return ops::floor(x[0]); },
       .inputs = {{.shape = {3, 4}, .batch = true}},
       .goldens = {{.inputs = {f64s({-2.5, -0.5, 0, 1.5, 3, INFINITY})}, .output = f64s({-3, -1, 0, 1, 3, INFINITY})}},
       .differentiable = false});
}
