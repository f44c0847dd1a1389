#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Exp) {
  check_op({.name = "exp",
            .build = [](const Tensors& x) { return ops::exp(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3.5, -1e-09, 0.75, 20.25, -INFINITY, INFINITY, NAN})},
                         .output = f64s({0.0301973834223185, 0.999999999, 2.117000016612675, 622964442.1984454, 0,
                                         INFINITY, NAN})}}});
}
