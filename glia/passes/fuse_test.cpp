#include "glia/passes/fuse.hpp"

#include <algorithm>
#include <chrono>

#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "glia/passes/simplify.hpp"
#include "testing/check_pass.hpp"

namespace glia::detail {
namespace {

using namespace tests;

/// A fused node of one operand.
std::string fused(const std::string& name, const std::string& operand, const std::string& body,
                  const std::string& result) {
  return name + " = fused(" + operand + ") : f32[n,3] {\n  %0 = parameter {index=0, name=\"\"} : f32[n,3]\n" + body +
         "  parameters %0\n  results " + result + "\n}\n";
}

TEST(Fuse, GroupsAChain) {
  check_pass(fuse, graph_of_xy("%2 = exp(%1) : f32[n,3]\n%3 = tanh(%2) : f32[n,3]\n"),

             "%0 = parameter {index=0} : f32[n,3]\n%1 = parameter {index=1} : f32[n,3]\n" +
                 fused("%2", "%1", "  %1 = exp(%0) : f32[n,3]\n  %2 = tanh(%1) : f32[n,3]\n", "%2") +
                 "parameters %0, %1\nresults %2\n");
}

TEST(Fuse, LeavesWhatIsNotElementwise) {
  check_unchanged(fuse, graph_of_xy("%2 = sum(%1) {axes=[0]} : f32[3]\n"));
  check_unchanged(fuse, graph_of_xy("%2 = softmax(%1) : f32[n,3]\n"));
}

std::size_t count(const Graph& graph, const Op& op) {
  const auto order = graph.order();
  return static_cast<std::size_t>(std::count_if(order.begin(), order.end(), [&](Node* n) { return n->op == &op; }));
}

TEST(Fuse, NeverMakesACycle) {
  // The sum lies between exp and multiply, so that those cannot be one body.
  const Graph fused =
      fuse(parse(graph_of_xy("%2 = exp(%1) : f32[n,3]\n%3 = sum(%2) {axes=[1]} : f32[n]\n"
                             "%4 = reshape(%3) {shape=[-1, 1]} : f32[n,1]\n"
                             "%5 = broadcast_to(%4) {shape=[-1, 3]} : f32[n,3]\n"
                             "%6 = multiply(%2, %5) : f32[n,3]\n")));
  verify(fused);
  EXPECT_EQ(count(fused, op_fused), 2u);
}

TEST(Fuse, HangsABodyOnAProductThatNothingElseReads) {
  const Tensor x = parameter(0, {{-1, 3}, f32});
  const Variable w("w", {3, 2});
  const Tensor product = ops::matmul(x, w);
  const auto outer_products = [&](const Tensors& results) { return count(fuse({{x}, results, {}}), op_matmul); };
  EXPECT_EQ(outer_products({ops::exp(product) + 1}), 0u);
  EXPECT_EQ(outer_products({ops::exp(product), product}), 1u) << "the product is a result, too";
  EXPECT_EQ(outer_products({ops::exp(product), ops::matmul(product, Tensor(Variable("v", {2, 2})))}), 2u)
      << "a second reader of the product";
}

TEST(Fuse, HangsABodyOnSeveralProductsOfTheSameSizes) {
  const Tensor x = parameter(0, {{-1, 3}, f32}), y = parameter(1, {{-1, 3}, f32}), z = parameter(2, {{-1, 4}, f32});
  const Variable w("w", {3, 2}), v("v", {3, 2}), u("u", {4, 2}), t("t", {2, 3});
  const Tensor a = ops::matmul(x, w), b = ops::matmul(y, v), c = ops::matmul(z, u);
  const auto outer_products = [&](const Tensor& result) {
    const Graph fused = fuse({{x, y, z}, {result}, {}});
    verify(fused);
    return count(fused, op_matmul);
  };
  EXPECT_EQ(outer_products(ops::exp(a) * ops::tanh(b)), 0u);
  EXPECT_EQ(outer_products(ops::exp(a) * ops::tanh(b) + ops::matmul(x, v)), 0u) << "a right side twice";
  EXPECT_EQ(outer_products(ops::exp(a) * c), 1u) << "another depth";
  EXPECT_EQ(outer_products(ops::exp(a) * ops::matmul(y, t, false, true)), 1u) << "a transposed side";
  EXPECT_EQ(outer_products(ops::exp(a) * ops::matmul(ops::exp(a), Tensor(Variable("s", {2, 2})))), 1u)
      << "a product of what the body makes";
  Tensor sum = a;
  for (int i = 0; i < 9; ++i) sum = sum + ops::matmul(x, Tensor(Variable("many", {3, 2})));
  EXPECT_EQ(outer_products(sum), 10 - kMaxRoots);
}

TEST(Fuse, JoinsBodiesThatReadEachOtherOrTheSame) {
  const Tensor x = parameter(0, {{-1, 3}, f32});
  const Variable w("w", {3, 3});
  const auto bodies = [&](const Tensors& results) {
    const Graph fused = fuse({{x}, results, {}});
    verify(fused);
    return count(fused, op_fused);
  };
  const auto through = [&](const Tensor& t) { return ops::matmul(ops::matmul(t, w), w); };
  const Tensor e = ops::exp(x), readers[] = {ops::sin(e), ops::cos(e)};
  EXPECT_EQ(bodies({through(readers[0]), through(readers[1]), e}), 1u);
  EXPECT_EQ(bodies({through(ops::sin(x)), through(ops::cos(x))}), 1u) << "they read x";
  EXPECT_EQ(bodies({ops::cos(x) * through(ops::sin(x))}), 1u + 1u) << "one leads to the other";
  const Tensor rows = ops::sum(x, {1}, true);
  EXPECT_EQ(bodies({ops::sum(ops::sin(rows), {0}), through(ops::cos(x))}), 2u) << "of other shapes";
  const Tensor rate = parameter(0, {{}, f32});
  const Tensor a = Tensor(Variable("a", {4})), b = Tensor(Variable("b", {4}));
  EXPECT_EQ(count(fuse({{rate}, {a * rate, b * rate}, {}}), op_fused), 2u) << "they share a number only";
}

/// The fastest of three fusions of a chain of `length` sines and its gradient, in seconds.
double seconds(int length) {
  const Tensor x = Array{2, 3};
  Tensor t = x;
  for (int i = 0; i < length; ++i) t = ops::sin(t);
  const Graph graph = simplify({{}, {t, grad(ops::sum(t), Tensors{x})[0]}, {}});
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_GT(fuse(graph).order().size(), static_cast<std::size_t>(length) / 24);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

TEST(Fuse, OfALongChainAndItsGradientTakesTimeAsItsLengthSlow) {
  const double shorter = seconds(25'000);
  const double longer = seconds(100'000);
  EXPECT_LT(longer, 8 * shorter) << "four times the length; with the square of it 16 times";
}

}  // namespace
}  // namespace glia::detail
