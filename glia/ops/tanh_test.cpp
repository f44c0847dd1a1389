#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Tanh) {
  check_op(
      {.name = "tanh",
       .build = [](const Tensors& x) { return ops::tanh(x[0]); },
       .inputs = {{.shape = {3, 4}, .batch = true}},
       .goldens = {{.inputs = {f64s({-20, -0.5, 1e-09, 0.75, 3, INFINITY})},
                    .output = f64s({-1, -0.46211715726000974, 1e-09, 0.6351489523872873, 0.9950547536867305, 1})}}});
}
