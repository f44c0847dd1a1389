#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Multiply) {
  check_op(
      {.name = "multiply",
       .build = [](const Tensors& x) { return x[0] * x[1]; },
       .inputs = {{.shape = {3, 4}, .batch = true}, {.shape = {3, 4}, .batch = true}},
       .goldens = {{.inputs = {f64s({1.5, 3, INFINITY}), f64s({-2.25, 0, 0})}, .output = f64s({-3.375, 0, NAN})}}});
}

TEST(Op, MultiplyBroadcasts) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return x[0] * x[1]; },
            .inputs = {{.shape = {3, 1, 4}, .batch = true}, {.shape = {2, 1}, .low = 0.5}},
            .more_shapes = {{{0, 1, 4}, {2, 1}}, {{3, 1, 0}, {2, 1}}}});
}
