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
