#include <cmath>

#include "glia/ops/logic.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Less) {
  check_op({.name = "less",
            .build = [](const Tensors& x) { return ops::less(x[0], x[1]); },
            .inputs = {{.shape = {3, 4}, .batch = true}, {.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2, 2, -1, NAN, NAN}), f64s({2, 1, 2, 1, 1, NAN})},
                         .output = f64s({1, 0, 0, 1, 0, 0})}},
            .differentiable = false});
}

TEST(Op, LessOfIntegers) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::less(x[0], x[1]); },
            .inputs = {{.shape = {3, 4}, .low = 0, .high = 3, .dtype = i64, .batch = true},
                       {.shape = {3, 4}, .low = 0, .high = 3, .dtype = i64, .batch = true}},
            .differentiable = false});
}
