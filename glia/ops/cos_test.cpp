#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Cos) {
  check_op({.name = "cos",
            .build = [](const Tensors& x) { return ops::cos(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, 0, 1.5, 100})},
                         .output = f64s({-0.9899924966004454, 1, 0.0707372016677029, 0.8623188722876839})}}});
}
