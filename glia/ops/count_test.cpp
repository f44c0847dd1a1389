#include "glia/ops/reduce.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Count) {
  check_op({.name = "count",
            .build =
                [](const Tensors& x) {
                  return ops::count(x[0], {0, 2});
                },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1, 2, 2, -3, 0.125, 5, 1}, {2, 2, 3})},
                         .output = f64s({6}, {})}},
            .differentiable = false});
}
