#include "glia/ops/matmul.hpp"

#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Matmul) {
  check_op({.name = "matmul",
            .build = [](const Tensors& x) { return ops::matmul(x[0], x[1]); },
            .inputs = {{.shape = {4, 3}, .batch = true}, {.shape = {3, 5}}},
            .goldens = {{.inputs = {f64s({1, 2, 3, 4}, {2, 2}), f64s({5, 6, 7, 8}, {2, 2})},
                         .output = f64s({19, 22, 43, 50}, {2, 2})}},
            .more_shapes = {{{0, 3}, {3, 2}}, {{2, 0}, {0, 2}}, {{1, 1}, {1, 1}}},
            .length = 5});
}

TEST(Op, MatmulTransposed) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::matmul(x[0], x[1], true, true); },
            .inputs = {{.shape = {3, 4}}, {.shape = {5, 3}}},
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1}, {2, 3}), f64s({2, 0.125, 2, 5, -3, 1}, {3, 2})},
                         .output = f64s({3.5, 23, -0.5, -3.9375, -1.5, 6.5, 0.375, -4.5, -1.75}, {3, 3})}},
            .length = 5});
}

TEST(Op, MatmulOfStacks) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::matmul(x[0], x[1], false, true); },
            .inputs = {{.shape = {2, 1, 3, 4}, .batch = true}, {.shape = {2, 5, 4}}},
            .length = 5});
}

TEST(Op, MatmulOfStacksByOneMatrix) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::matmul(x[0], x[1]); },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}, {.shape = {4, 5}}},
            .length = 6});
}
