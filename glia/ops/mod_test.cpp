#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Mod) {
  check_op({.name = "mod",
            .build = [](const Tensors& x) { return ops::mod(x[0], x[1]); },
            .inputs = {{.shape = {3, 4}, .low = 2.3, .high = 2.7, .batch = true},
                       {.shape = {3, 4}, .low = 1.05, .high = 1.1, .batch = true}},
            .goldens = {{.inputs = {f64s({7.5, -7.5, 7.5, -7.5, 6}), f64s({2, 2, -2, -2, 3})},
                         .output = f64s({1.5, 0.5, -0.5, -1.5, 0})}}});
}

TEST(Op, ModOfIntegers) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::mod(x[0], x[1]); },
            .inputs = {{.shape = {3, 4}, .low = -9, .high = 9, .dtype = i32, .batch = true},
                       {.shape = {3, 4}, .low = 1, .high = 5, .dtype = i32, .batch = true}},
            .goldens = {{.inputs = {f64s({7, -7, 7, -7}), f64s({3, 3, -3, -3})}, .output = f64s({1, 2, -2, -1})}},
            .differentiable = false});
}
