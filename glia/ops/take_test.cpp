#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Take) {
  check_op({.name = "take",
            .build = [](const Tensors& x) { return ops::take(x[0], x[1]); },
            .inputs = {{.shape = {4, 3}}, {.shape = {5}, .low = 0, .high = 4, .dtype = i64, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 1, 2, 3, 4, 5}, {3, 2}), f64s({2, 0, 2})},
                         .output = f64s({4, 5, 0, 1, 4, 5}, {3, 2})}},
            .more_shapes = {{{4, 0}, {5}}, {{4, 3}, {0}}, {{4}, {2}}}});
}

TEST(Op, TakeAlongAnAxis) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::take(x[0], x[1], 1); },
            .inputs = {{.shape = {2, 4, 3}, .batch = true}, {.shape = {2, 2}, .low = 0, .high = 4, .dtype = i32}},
            .goldens = {{.inputs = {f64s({0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                          12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23},
                                         {2, 3, 4}),
                                    f64s({2, 0}, {1, 2})},
                         .output = f64s({8, 9, 10, 11, 0, 1, 2, 3, 20, 21, 22, 23, 12, 13, 14, 15}, {2, 1, 2, 4})}},
            .more_shapes = {{{0, 4, 3}, {2, 2}}}});
}

TEST(Op, TakeRefusesWhatLiesOutside) {
  const Tensor x(f64s({1, 2}));
  EXPECT_THROW(evaluate({{}, {ops::take(x, Tensor(f64s({2}).cast(i64)))}, {}}, {}), DataError);
  EXPECT_THROW(evaluate({{}, {ops::take(x, Tensor(f64s({-1}).cast(i64)))}, {}}, {}), DataError);
  EXPECT_THROW(ops::take(x, Tensor(f64s({0}))), TypeError);
}
