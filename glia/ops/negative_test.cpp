#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Negative) {
  check_op({.name = "negative",
            .build = [](const Tensors& x) { return -x[0]; },
            .inputs = {{.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({-2.5, 0, 1000000000})}, .output = f64s({2.5, 0, -1000000000})}}});
}
