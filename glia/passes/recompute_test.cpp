#include "glia/passes/recompute.hpp"

#include "glia/graph/node.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/grad.hpp"
#include "glia/passes/simplify.hpp"
#include "testing/check_pass.hpp"
#include "testing/evaluate.hpp"
#include "testing/golden.hpp"

namespace glia::detail {
namespace {

using namespace tests;

std::string fused(const std::string& name, const std::string& operands, const std::string& types,
                  const std::string& body, const std::string& parameters, const std::string& results) {
  std::string out = name + " = fused(" + operands + ") : " + types + " {\n";
  int i = 0;
  for (const char c : parameters) {
    if (c != '%') continue;
    out += "  %" + std::to_string(i) + " = parameter {index=" + std::to_string(i) + ", name=\"\"} : f32[n,3]\n";
    ++i;
  }
  return out + body + "  parameters " + parameters + "\n  results " + results + "\n}\n";
}

constexpr char kBetween[] = "%3 = softmax(%2.1) : f32[n,3]\n";

TEST(Recompute, WritesNoValueThatItsReaderHasTheOperandOf) {
  check_pass(
      recompute,
      graph_of_xy(fused("%2", "%0", "f32[n,3], f32[n,3]", "  %1 = exp(%0) : f32[n,3]\n  %2 = tanh(%1) : f32[n,3]\n",
                        "%0", "%1, %2") +
                  kBetween +
                  fused("%4", "%2.0, %3, %0", "f32[n,3]",
                        "  %3 = multiply(%0, %1) : f32[n,3]\n  %4 = add(%3, %2) : f32[n,3]\n", "%0, %1, %2", "%4")),
      "%0 = parameter {index=0} : f32[n,3]\n%1 = parameter {index=1} : f32[n,3]\n" +
          fused("%2", "%0", "f32[n,3]", "  %1 = exp(%0) : f32[n,3]\n  %2 = tanh(%1) : f32[n,3]\n", "%0", "%2") +
          "%3 = softmax(%2) : f32[n,3]\n" +
          fused("%4", "%0, %3", "f32[n,3]",
                "  %2 = exp(%0) : f32[n,3]\n  %3 = multiply(%2, %1) : f32[n,3]\n  %4 = add(%3, %0) : f32[n,3]\n",
                "%0, %1", "%4") +
          "parameters %0, %1\nresults %4\n");
}

TEST(Recompute, LeavesWhatWouldReadAsMuch) {  // one value less is written, but one operand more is read
  check_unchanged(
      recompute,
      graph_of_xy(fused("%2", "%0", "f32[n,3], f32[n,3]", "  %1 = exp(%0) : f32[n,3]\n  %2 = tanh(%1) : f32[n,3]\n",
                        "%0", "%1, %2") +
                  kBetween +
                  fused("%4", "%2.0, %3", "f32[n,3]", "  %2 = multiply(%0, %1) : f32[n,3]\n", "%0, %1", "%2")));
}

TEST(Recompute, LeavesWhatOthersRead) {
  check_unchanged(
      recompute,
      graph_of_xy(fused("%2", "%0", "f32[n,3], f32[n,3]", "  %1 = exp(%0) : f32[n,3]\n  %2 = tanh(%1) : f32[n,3]\n",
                        "%0", "%1, %2") +
                  "%3 = softmax(%2.0) : f32[n,3]\n" +
                  fused("%4", "%2.0, %3, %0", "f32[n,3]",
                        "  %3 = multiply(%0, %1) : f32[n,3]\n  %4 = add(%3, %2) : f32[n,3]\n", "%0, %1, %2", "%4")));
}

std::size_t values_written(const Graph& graph) {
  std::size_t out = 0;
  for (const Node* node : graph.order()) out += node->op == &op_fused ? node->outputs.size() : 0;
  return out;
}

Tensor gelu(const Tensor& x) { return x * 0.5 * (ops::erf(x * 0.7071067811865475) + 1); }

TEST(Recompute, GeluKeepsItsOperandOnly) {
  const Tensor x = parameter(0, {{8, 8}, f32});
  const Tensor w = parameter(1, {{8, 8}, f32});
  const Tensor y = ops::matmul(gelu(ops::softmax(x * w)), w);
  Graph graph;
  graph.parameters = {x, w};
  graph.results = grad(ops::sum(ops::square(y)), {x, w});
  const Graph before = fuse(simplify(graph));
  const Graph after = recompute(before);
  verify(after);
  EXPECT_EQ(values_written(before), values_written(after) + 4);
  Array a(Shape{8, 8});
  Array b(Shape{8, 8});
  for (std::int64_t i = 0; i < 64; ++i) {
    a.set(i, static_cast<double>(i % 7) / 4 - 0.7);
    b.set(i, static_cast<double>(i % 11) / 9 - 0.5);
  }
  const std::vector<Array> expected = evaluate(before, {a, b});
  const std::vector<Array> got = evaluate(after, {a, b});
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_TRUE(same_bits(got[i], expected[i]));
}

}  // namespace
}  // namespace glia::detail
