#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Stack) {
  check_op(
      {.name = "",
       .build =
           [](const Tensors& x) {
             return ops::stack({x[0], x[1]}, 1);
           },
       .inputs = {{.shape = {2, 3}, .batch = true}, {.shape = {2, 3}, .batch = true}},
       .goldens = {{.inputs = {f64s({1, 2}, {1, 2}), f64s({3, 4}, {1, 2})}, .output = f64s({1, 2, 3, 4}, {1, 2, 2})}}});
}
