#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Add) {
  check_op({.name = "add",
            .build = [](const Tensors& x) { return x[0] + x[1]; },
            .inputs = {{.shape = {3, 4}, .batch = true}, {.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, 1e+300}), f64s({-2.25, 1})}, .output = f64s({-0.75, 1e+300})}}});
}

TEST(Op, AddBroadcasts) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return x[0] + x[1]; },
            .inputs = {{.shape = {3, 1, 4}, .batch = true}, {.shape = {2, 1}, .low = 0.5}},
            .more_shapes = {{{0, 1, 4}, {2, 1}}, {{3, 1, 0}, {2, 1}}}});
}
