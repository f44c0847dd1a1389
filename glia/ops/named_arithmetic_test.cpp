#include "glia/ops/math.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

// Keras's names of the operators.
TEST(Op, NamedArithmetic) {
  check_op({.name = "",
            .build =
                [](const Tensors& x) {
                  return ops::divide(ops::subtract(ops::multiply(x[0], x[1]), ops::negative(x[0])), ops::add(x[1], 4));
                },
            .inputs = {{.shape = {3, 4}, .batch = true}, {.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2, -3}), f64s({4, -2, 0})}, .output = f64s({0.625, -1, -0.75})}}});
}
