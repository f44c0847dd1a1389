#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Sigmoid) {
  check_op({.name = "sigmoid",
            .build = [](const Tensors& x) { return ops::sigmoid(x[0]); },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-40, -2.5, 0, 0.75, 30, -INFINITY, INFINITY, -1000})},
                         .output = f64s({4.248354255291589e-18, 0.07585818002124355, 0.5, 0.679178699175393,
                                         0.9999999999999064, 0, 1, 0})}}});
}
