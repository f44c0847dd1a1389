#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Sign) {
  check_op({.name = "sign",
            .build = [](const Tensors& x) { return ops::sign(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, 0, 1.5, NAN})}, .output = f64s({-1, 0, 1, NAN})}},
            .differentiable = false});
}
