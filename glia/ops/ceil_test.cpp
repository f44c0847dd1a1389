#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Ceil) {
  check_op({.name = "ceil",
            .build = [](const Tensors& x) { return ops::ceil(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-2.5, -0.5, 0, 1.5, 3})}, .output = f64s({-2, 0, 0, 2, 3})}},
            .differentiable = false});
}
