#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Relu) {
  check_op({.name = "relu",
            .build = [](const Tensors& x) { return ops::relu(x[0]); },
            .inputs = {{.shape = {3, 4}, .kinks = {0}, .batch = true}},
            .goldens = {{.inputs = {f64s({-2.5, 0, 1000000000, NAN, -INFINITY})},
                         .output = f64s({0, 0, 1000000000, NAN, 0})}}});
}
