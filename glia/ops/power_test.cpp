#include <cmath>

#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Power) {
  check_op({.name = "power",
            .build = [](const Tensors& x) { return ops::power(x[0], x[1]); },
            .inputs = {{.shape = {3, 4}, .low = 0.3, .batch = true}, {.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({2, 2, 9, 0, -2, -2}), f64s({0.5, -3, 1.5, 0, 3, 0.5})},
                         .output = f64s({1.4142135623730951, 0.125, 27, 1, -8, NAN})}},
            .f32_factor = 4});  // x^y in f32 carries the error of y·ln x
}

TEST(Op, PowerOfIntegers) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::power(x[0], x[1]); },
            .inputs = {{.shape = {3, 4}, .low = -3, .high = 4, .dtype = i64, .batch = true},
                       {.shape = {3, 4}, .low = 0, .high = 5, .dtype = i64, .batch = true}},
            .goldens = {{.inputs = {f64s({-3, 2, 0}), f64s({3, 10, 0})}, .output = f64s({-27, 1024, 1})}},
            .differentiable = false});
}

TEST(Op, PowerWithWholeExponentsOfNegativeNumbers) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::power(x[0], 3); },
            .inputs = {{.shape = {3, 4}, .low = -2, .high = -0.3, .batch = true}}});
}
