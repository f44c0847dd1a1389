#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, ScatterAdd) {
  check_op(
      {.name = "scatter_add",
       .build =
           [](const Tensors& x) {
             return ops::scatter_add(x[0], x[1], {4, 3});
           },
       .inputs = {{.shape = {5}, .low = 0, .high = 4, .dtype = i64, .batch = true}, {.shape = {5, 3}, .batch = true}},
       .more_shapes = {{{0}, {0, 3}}, {{1}, {1, 3}}},
       .length = 5});
}

TEST(Op, ScatterAddAddsUp) {
  const Tensor y = ops::scatter_add(Tensor(f64s({2, 0, 2}).cast(i32)), Tensor(f64s({1, 2, 4})), {3});
  EXPECT_TRUE(near(evaluate({{}, {y}, {}}, {})[0], f64s({2, 0, 5}), {}));
}
