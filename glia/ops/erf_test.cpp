#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Erf) {
  check_op({.name = "erf",
            .build = [](const Tensors& x) { return ops::erf(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, -0.5, 1e-09, 0.75, 2.5, INFINITY})},
                         .output = f64s({-0.9999779095030014, -0.5204998778130465, 1.1283791670955127e-09,
                                         0.7111556336535151, 0.999593047982555, 1})}}});
}
