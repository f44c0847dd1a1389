#include "glia/ops/remat.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/random_ops.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "glia/passes/simplify.hpp"
#include "testing/check_op.hpp"
#include "testing/golden.hpp"

using namespace glia;
using namespace glia::tests;
using detail::emit_remat;
using detail::op_after;
using detail::op_remat;
using detail::parameter;

namespace {

Tensor again(const Tensor& y, const Tensors& from) { return emit_remat({y}, from)[0]; }

int count(const detail::Graph& graph, const detail::Op& op) {
  int out = 0;
  for (const detail::Node* node : graph.order()) out += node->op == &op ? 1 : 0;
  return out;
}

}  // namespace

TEST(Op, Remat) {
  check_op({.name = "remat",
            .build =
                [](const Tensors& x) {
                  return again(ops::sin(x[0] * x[1]) * x[0], {x[0], x[1]});
                },
            .inputs = {{.shape = {3, 4}, .batch = true}, {.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2}), f64s({0, 0})}, .output = f64s({0, 0})}}});
}

TEST(Op, After) {
  check_op({.name = "after",
            .build =
                [](const Tensors& x) {
                  return detail::emit(op_after, {x[0], x[1] * 2}) * 3;
                },
            .inputs = {{.shape = {3, 4}, .batch = true}, {.shape = {3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2}), f64s({7, 7})}, .output = f64s({3, 6})}}});
}

TEST(Op, RematComputesAgainWhatTheGradientReads) {
  const Tensor x = parameter(0, {{2, 3}, f64}), w = parameter(1, {{3, 3}, f64});
  const auto layer = [&](const Tensor& t) { return ops::tanh(ops::matmul(ops::sin(t), w)); };
  const auto by = [&](const Tensor& y) { return detail::Graph{{x, w}, grad(ops::sum(y * y), {x, w}), {}}; };
  const Tensor y1 = layer(x), y2 = layer(y1), first = again(y1, {x});
  const detail::Graph kept = detail::simplify(by(y2));
  const detail::Graph twice = detail::simplify(by(again(layer(first), {first})));
  EXPECT_EQ(count(kept, detail::op_after), 0);
  EXPECT_EQ(count(twice, *detail::find_op("sin")), 4);
  EXPECT_EQ(count(twice, op_remat), 0);
  const std::vector<Array> at{noise(0, {2, 3}), noise(9, {3, 3})};
  const auto a = evaluate(kept, at), b = evaluate(twice, at);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_TRUE(same_bits(a[i], b[i])) << i;
}

TEST(Op, RematCountsAVariableOnce) {  // it stands before, inside and behind
  const Variable w("w", Shape{2}, f64, 3);
  const Tensor x = parameter(0, {{2}, f64});
  const auto result = [&](bool remat) {
    const Tensor before = x * Tensor(w), inside = ops::sin(before * Tensor(w));
    const Tensor y = (remat ? again(inside, {before}) : inside) * Tensor(w);
    const Tensors g{grad(ops::sum(y), std::vector<Variable>{w})[0].gradient, grad(ops::sum(y), {x})[0]};
    return evaluate({{x}, g, {}}, {f64s({0.3, 0.7})});
  };
  for (std::size_t i = 0; i < 2; ++i) EXPECT_TRUE(near(result(true)[i], result(false)[i], {.rel = 1e-14})) << i;
}

TEST(Op, RematInsideRematAndSecondDerivatives) {
  const Tensor x = parameter(0, {{3}, f64});
  const auto value = [&](bool remat) {
    const Tensor a = ops::sin(x * x), inner = remat ? again(a, {x}) : a;
    const Tensor b = ops::exp(inner) * x, y = remat ? again(b, {x}) : b;
    const Tensor first = grad(ops::sum(y), {x})[0];
    return evaluate({{x}, {first, grad(ops::sum(first * first), {x})[0]}, {}}, {f64s({0.3, 0.7, -1})});
  };
  for (std::size_t i = 0; i < 2; ++i) EXPECT_TRUE(near(value(true)[i], value(false)[i], {.rel = 1e-14})) << i;
}

TEST(Op, RematWithOtherInputsThanItKnowsHasItsOrdinaryGradient) {  // as where a pass moved a product out of a loop
  const Tensor x = parameter(0, {{3}, f64}), z = parameter(1, {{3}, f64});
  const Tensor y = again(ops::sin(x) * x, {x});
  detail::Rewriter other([&](const detail::Node& node, const Tensors&) {
    return node.op == detail::find_op("sin") ? Tensors{z} : Tensors{};
  });
  const detail::Graph graph{{x, z}, grad(ops::sum(other(y)), {x, z}), {}};
  const auto g = evaluate(graph, {f64s({1, 2, 3}), f64s({4, 5, 6})});
  EXPECT_TRUE(near(g[0], f64s({4, 5, 6}), {}));
  EXPECT_TRUE(near(g[1], f64s({1, 2, 3}), {}));
}
