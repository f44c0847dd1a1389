#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Round) {
  check_op({.name = "round",
            .build = [](const Tensors& x) { return ops::round(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-2.5, -0.5, 0.5, 1.5, 2.5, 0.49})}, .output = f64s({-2, 0, 0, 2, 2, 0})}},
            .differentiable = false});
}
