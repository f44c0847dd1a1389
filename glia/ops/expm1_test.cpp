#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Expm1) {
  check_op({.name = "expm1",
            .build = [](const Tensors& x) { return ops::expm1(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3.5, -1e-09, 1e-12, 0.75, 5, -INFINITY})},
                         .output = f64s({-0.9698026165776815, -9.999999995e-10, 1.0000000000005e-12, 1.1170000166126746,
                                         147.4131591025766, -1})}}});
}
