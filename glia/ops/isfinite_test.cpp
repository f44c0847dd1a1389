#include <cmath>

#include "glia/ops/logic.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Isfinite) {
  check_op({.name = "isfinite",
            .build = [](const Tensors& x) { return ops::isfinite(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({0, -1e+30, NAN, INFINITY, -INFINITY})}, .output = f64s({1, 1, 0, 0, 0})}},
            .differentiable = false});
}
