#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Sin) {
  check_op({.name = "sin",
            .build = [](const Tensors& x) { return ops::sin(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, 0, 1.5, 100})},
                         .output = f64s({-0.1411200080598672, 0, 0.9974949866040544, -0.5063656411097588})}}});
}
