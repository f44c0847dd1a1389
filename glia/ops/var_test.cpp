#include "glia/ops/reduce.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Var) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::var(x[0], {0}); },
            .inputs = {{.shape = {5, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1, 2, 2, -3, 0.125, 5, 1}, {2, 2, 3})},
                         .output = f64s({0.0625, 4, 2.640625, 3.75390625, 5.0625, 1}, {2, 3})}},
            .more_shapes = {{{1, 2}}},
            .length = 5,
            .f32_factor = 4});  // x - mean cancels
}
