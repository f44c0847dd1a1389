#include <cmath>

#include "glia/ops/reduce.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Argmax) {
  check_op({.name = "argmax",
            .build = [](const Tensors& x) { return ops::argmax(x[0]); },
            .inputs = {{.shape = {3, 5}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 7, 7, NAN, 9, 1}, {2, 3})}, .output = f64s({1, 0})}},
            .more_shapes = {{{0, 3}}, {{1, 1}}},
            .differentiable = false});
}

TEST(Op, ArgmaxAlongAnAxis) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::argmax(x[0], 1); },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1.5, -2, 0.25, 4, 0.5, -1, 2, 2, -3, 0.125, 5, 1}, {2, 2, 3})},
                         .output = f64s({1, 1, 0, 0, 1, 1}, {2, 3})}},
            .more_shapes = {{{0, 3, 4}}},
            .differentiable = false});
}

TEST(Op, Argmin) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::argmin(x[0]); },
            .inputs = {{.shape = {3, 5}, .low = 0, .high = 255, .dtype = u8, .batch = true}},
            .goldens = {{.inputs = {f64s({3, 0, 0}, {1, 3})}, .output = f64s({1})}},
            .more_shapes = {{{1, 1}}},
            .differentiable = false});
}
