#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Abs) {
  check_op({.name = "abs",
            .build = [](const Tensors& x) { return ops::abs(x[0]); },
            .inputs = {{.shape = {3, 4}, .kinks = {0}, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, 0, 1.5, NAN})}, .output = f64s({3, 0, 1.5, NAN})}}});
}
