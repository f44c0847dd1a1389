#include <cmath>

#include "glia/ops/logic.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Isnan) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::isnan(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({NAN, 1, INFINITY, -INFINITY, -NAN, 0})}, .output = f64s({1, 0, 0, 0, 1, 0})}},
            .differentiable = false});
}
