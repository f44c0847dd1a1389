#include "glia/ops/reduce.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Std) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::std(x[0], 0); },
            .inputs = {{.shape = {5, 4}, .batch = true}},
            // numpy.std(x, 0)
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1, 2, 2, -3, 0.125, 5, 1}, {2, 2, 3})},
                         .output = f64s({0.25, 2, 1.625, 1.9375, 2.25, 1}, {2, 3})}},
            .more_shapes = {{{3, 2}}},
            .length = 5,
            .f32_factor = 8});  // x - mean cancels, and the root spreads it
}
