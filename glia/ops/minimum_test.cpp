#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Minimum) {
  check_op({.name = "minimum",
            .build = [](const Tensors& x) { return ops::minimum(x[0], x[1]); },
            .inputs = {{.shape = {3, 4}, .distinct = true, .batch = true},
                       {.shape = {3, 4}, .distinct = true, .batch = true}},
            .goldens = {
                {.inputs = {f64s({1.5, 3, NAN, 1}), f64s({-2.25, 3, 1, NAN})}, .output = f64s({-2.25, 3, NAN, NAN})}}});
}
