#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Divide) {
  check_op({.name = "divide",
            .build = [](const Tensors& x) { return x[0] / x[1]; },
            .inputs = {{.shape = {3, 4}, .batch = true}, {.shape = {3, 4}, .low = 0.5, .high = 2, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, 1, 1, 0}), f64s({-2.25, 3, 0, 0})},
                         .output = f64s({-0.6666666666666666, 0.3333333333333333, INFINITY, NAN})}}});
}

TEST(Op, DivideBroadcasts) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return x[0] / x[1]; },
            .inputs = {{.shape = {3, 1, 4}, .batch = true}, {.shape = {2, 1}, .low = 0.5}},
            .more_shapes = {{{0, 1, 4}, {2, 1}}, {{3, 1, 0}, {2, 1}}}});
}

TEST(Op, DivideOfBytesIsReal) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return x[0] / 255.0; },
            .inputs = {{.shape = {3, 4}, .low = 0, .high = 256, .dtype = u8, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 51, 255})}, .output = f64s({0, 0.2, 1}), .rel = 1e-07}},
            .differentiable = false});
}
