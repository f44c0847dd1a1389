#include "glia/base/error.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/grad.hpp"
#include "testing/check_op.hpp"
#include "testing/expect_error.hpp"

using namespace glia;
using namespace glia::tests;

namespace {

/// Newton's iteration for √a until it is exact enough, or `most` steps.
Tensor root(const Tensor& a, const Tensor& start, Dim most) {
  const auto goes_on = [&](const Tensors& v) { return ops::any(ops::greater(ops::abs(v[0] * v[0] - a), 1e-3)); };
  const auto step = [&](const Tensors& v) -> Tensors { return {(v[0] + a / v[0]) / 2, v[1] + 1}; };
  return ops::while_loop(goes_on, step, {start, ops::zeros({}, i32)}, most)[0];
}

}  // namespace

TEST(Op, WhileLoop) {
  check_op({.name = "while_loop",
            .build = [](const Tensors& in) { return root(in[0], ops::ones_like(in[0]), 9); },
            .inputs = {{.shape = {4, 3}, .low = 0.5, .high = 3, .batch = true}},
            .length = 8});
}

TEST(Op, WhileLoopThatReachesItsLimit) {
  check_op({.name = "",
            .build = [](const Tensors& in) { return root(in[0], in[1], 2); },
            .inputs = {{.shape = {5}, .low = 4, .high = 9}, {.shape = {5}, .low = 0.5, .high = 1}},
            .length = 8});
}

TEST(WhileLoop, CountsAsFarAsItsCondition) {
  const auto below = [](const Tensors& v) { return ops::less(v[0], 1000); };
  const auto doubled = [](const Tensors& v) -> Tensors { return {v[0] * 2, v[1] + 1}; };
  const Tensors out = ops::while_loop(below, doubled, {ops::ones({}, i64), ops::zeros({}, i32)});
  EXPECT_EQ(out[0].eval().get(0), 1024);
  EXPECT_EQ(out[1].eval().get(0), 10);
  EXPECT_EQ(ops::while_loop(below, doubled, {ops::full({}, 5000, i64), ops::zeros({}, i32)})[1].eval().get(0), 0);
  EXPECT_EQ(ops::while_loop(below, doubled, {ops::ones({}, i64), ops::zeros({}, i32)}, 3)[0].eval().get(0), 8);
}

TEST(WhileLoop, RefusesWhatItCannotDo) {
  const Tensor x = ops::ones({2});
  const auto yes = [](const Tensors& v) { return ops::all(ops::less(v[0], 9)); };
  const auto twice = [](const Tensors& v) -> Tensors { return {v[0] * 2}; };
  expect_error<UnsupportedError>([&] { (void)grad(ops::sum(ops::while_loop(yes, twice, {x})[0]), {x}); },
                                 {"maximum_iterations"});
  expect_error<TypeError>([&] { (void)ops::while_loop([](const Tensors& v) { return v[0]; }, twice, {x}); },
                          {"one bool"});
  const auto total = [](const Tensors& v) -> Tensors { return {ops::sum(v[0])}; };
  expect_error<ShapeError>([&] { (void)ops::while_loop(yes, total, {x}); }, {"shape and dtype that they had"});
  expect_error<ValueError>([&] { (void)ops::while_loop(yes, [](const Tensors&) -> Tensors { return {}; }, {x}); },
                           {"as many vars"});
}
