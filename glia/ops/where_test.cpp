#include "glia/ops/logic.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Where) {
  check_op({.name = "where",
            .build = [](const Tensors& x) { return ops::where(x[0], x[1], x[2]); },
            .inputs = {{.shape = {3, 4}, .low = 0, .high = 2, .dtype = boolean, .batch = true},
                       {.shape = {3, 4}, .batch = true},
                       {.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 0}), f64s({5, 6}), f64s({7, 8})}, .output = f64s({5, 8})}}});
}

TEST(Op, WhereSpreadsScalars) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::where(ops::greater(x[0], 0.5), x[0], 0); },
            .inputs = {{.shape = {3, 4}, .kinks = {0.5}, .batch = true}}});
}
