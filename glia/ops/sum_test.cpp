#include "glia/ops/reduce.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Sum) {
  check_op({.name = "sum",
            .build = [](const Tensors& x) { return ops::sum(x[0], {1}); },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1, 2, 2, -3, 0.125, 5, 1}, {2, 2, 3})},
                         .output = f64s({5.5, -1.5, -0.75, 2.125, 7, -2}, {2, 3})}},
            .more_shapes = {{{0, 3, 4}}, {{2, 0, 4}}, {{1, 1, 1}}},
            .length = 3});
}

TEST(Op, SumOverTheBatch) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::sum(x[0], {0}, true); },
            .inputs = {{.shape = {5, 4}, .batch = true}},
            .length = 5});
}

TEST(Op, SumOfAll) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::sum(x[0]); },
            .inputs = {{.shape = {5, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1, 2, 2, -3, 0.125, 5, 1}, {2, 2, 3})},
                         .output = f64s({10.375}, {})}},
            .length = 20});
}

TEST(Op, SumOfBytes) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::sum(x[0]); },
            .inputs = {{.shape = {5, 4}, .low = 0, .high = 255, .dtype = u8, .batch = true}},
            .goldens = {{.inputs = {f64s({200, 100})}, .output = f64s({300}, {})}},
            .differentiable = false});
}
