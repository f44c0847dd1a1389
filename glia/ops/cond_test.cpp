#include "glia/base/error.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"
#include "testing/expect_error.hpp"

using namespace glia;
using namespace glia::tests;

namespace {

Tensors branches(const Tensors& in, double limit) {
  return ops::cond(
      ops::greater(ops::sum(in[0]), limit), [&](const Tensors& x) -> Tensors { return {ops::sin(x[0]) * in[1]}; },
      [&](const Tensors& x) -> Tensors { return {ops::exp(x[0]) + in[1]}; }, {in[0]});
}

}  // namespace

TEST(Op, CondTrue) {
  check_op({.name = "cond",
            .build = [](const Tensors& in) { return branches(in, -1e9)[0]; },
            .inputs = {{.shape = {4, 3}, .batch = true}, {.shape = {3}}},
            .length = 12});
}

TEST(Op, CondFalse) {
  check_op({.name = "",
            .build = [](const Tensors& in) { return branches(in, 1e9)[0]; },
            .inputs = {{.shape = {4, 3}, .batch = true}, {.shape = {3}}},
            .length = 12});
}

TEST(Op, CondInsideAScan) {
  check_op({.name = "",
            .build =
                [](const Tensors& in) {
                  const auto step = [&](const Tensors& c, const Tensors& x) -> ops::ScanResult {
                    const Tensors y = ops::cond(
                        ops::greater(ops::sum(c[0]), 0.3),
                        [&](const Tensors& t) -> Tensors { return {t[0] * 0.5 * in[1]}; },
                        [&](const Tensors& t) -> Tensors { return {ops::tanh(t[0] + x[0])}; }, {c[0]});
                    return {{y[0]}, {y[0]}};
                  };
                  return ops::scan(step, {in[1]}, {in[0]}).ys[0];
                },
            .inputs = {{.shape = {6, 3}}, {.shape = {3}, .low = 0.4, .high = 1}},
            .length = 6});
}

TEST(Cond, RunsOneBranchOnly) {
  // The other one would take an index outside.
  const Tensor rows = ops::arange(3), at = Array{7.0}.cast(i32);
  const auto take = [&](const Tensors& i) -> Tensors { return {ops::take(rows, i[0])}; };
  const auto keep = [&](const Tensors& i) -> Tensors { return {ops::cast(i[0], i64)}; };
  EXPECT_EQ(ops::cond(ops::less(ops::sum(at), 3), take, keep, {at})[0].eval().get(0), 7);
}

TEST(Cond, RefusesBranchesThatDiffer) {
  const Tensor x = ops::zeros({3}), yes = ops::equal(ops::sum(x), 0);
  const auto same = [](const Tensors& t) -> Tensors { return {t[0]}; };
  const auto total = [](const Tensors& t) -> Tensors { return {ops::sum(t[0])}; };
  const auto two = [](const Tensors& t) -> Tensors { return {t[0], t[0]}; };
  expect_error<ShapeError>([&] { (void)ops::cond(yes, same, total, {x}); }, {"same shapes"});
  expect_error<ValueError>([&] { (void)ops::cond(yes, same, two, {x}); }, {"same number"});
  expect_error<TypeError>([&] { (void)ops::cond(x, same, same, {x}); }, {"one bool"});
}
