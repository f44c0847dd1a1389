#include <cmath>

#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/fuse.hpp"

using namespace glia;
using namespace glia::detail;

namespace {

constexpr std::string_view kText =
    "%0 = parameter {index=0, name=\"x\"} : f32[n,3]\n"
    "%1 = variable \"dense/kernel\" : f32[3,2]\n"
    "%2 = matmul(%0, %1) {transpose_a=0, transpose_b=0} : f32[n,2]\n"
    "%3 = constant {value=0.5, weak=0} : f32[]\n"
    "%4 = broadcast_to(%3) {shape=[-1, 2]} : f32[n,2]\n"
    "%5 = multiply(%2, %4) : f32[n,2]\n"
    "parameters %0\n"
    "results %5\n"
    "update \"dense/kernel\" = %1\n";

Graph example() {
  const Variable kernel("dense/kernel", {3, 2});
  const Tensor x = parameter(0, {{-1, 3}, f32}, "x");
  const Tensor w = kernel;
  return {{x}, {ops::matmul(x, w) * 0.5}, {{kernel, w}}};
}

std::string error_of(const std::string& text) {
  try {
    parse(text);
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST(GraphText, IsOneLineANode) { EXPECT_EQ(print(example()), kText); }

TEST(GraphText, ComesBackAsItWas) { EXPECT_EQ(print(parse(kText)), kText); }

TEST(GraphText, KeepsFusedBodies) {
  const Graph fused = fuse(example());
  const std::string text = print(fused);
  EXPECT_NE(text.find(") : f32[n,2] {\n  %0 = parameter"), std::string::npos) << text;
  EXPECT_EQ(print(parse(text)), text);
}

TEST(GraphText, KeepsRealsToTheLastBit) {
  for (const double value : {0.1, -0.0, 1e300, 5e-324, 3.0, double{INFINITY}}) {
    const std::string text = print({{}, {constant(value, f64)}, {}});
    EXPECT_EQ(*constant_value(parse(text).results[0]), value);
    EXPECT_EQ(print(parse(text)), text);
  }
}

TEST(GraphText, TellsVariablesOfOnePathApart) {
  const Variable a("w", {2});
  const Variable b("w", {2});
  const std::string text = print({{}, {Tensor(a) + b}, {{b, a}}});
  EXPECT_NE(text.find("update \"w\"#1 = "), std::string::npos) << text;
  const Graph again = parse(text);
  EXPECT_EQ(print(again), text);
  EXPECT_FALSE(again.updates[0].variable.same(std::get<Variable>(again.updates[0].value.node()->payload)));
}

TEST(GraphText, ErrorsNameLineAndRule) {
  EXPECT_NE(error_of("%0 = parameter {index=0} : f32[2]\n%1 = ad(%0, %0) : f32[2]\n").find("add"), std::string::npos);
  EXPECT_NE(error_of("%0 = exp(%1) : f32[2]\n").find("line 1"), std::string::npos);
  EXPECT_NE(error_of("%0 = call \"dense\"() : f32[2]\n").find("call"), std::string::npos);
  EXPECT_NE(error_of("%0 = parameter {index=0} : f32[2]\n%1 = exp(%0) : f32[3]\nresults %1\n").find("f32[2]"),
            std::string::npos);
}

TEST(GraphText, NoPrefixAndNoChangedByteCrashes) {
  for (std::size_t i = 0; i < kText.size(); ++i) {
    error_of(std::string(kText.substr(0, i)));
    for (const char c : {'\0', '9', '-', '%', '[', '"', '\n'}) {
      std::string text(kText);
      text[i] = c;
      error_of(text);
    }
  }
  EXPECT_EQ(error_of(std::string(kText)), "");
}

TEST(GraphDot, ShowsNodesAndEdges) {
  const std::string text = dot(example());
  EXPECT_NE(text.find("n2 [label=\"matmul\\nf32[n,2]\"]"), std::string::npos) << text;
  EXPECT_NE(text.find("n0 -> n2;"), std::string::npos);
  EXPECT_NE(text.find("variable dense/kernel"), std::string::npos);
}

TEST(StructuralHash, DependsOnStructureAndVariables) {
  const Variable v("v", {2});
  const auto graph = [](const Variable& variable, double factor) {
    return Graph{{}, {ops::exp(variable * Tensor(factor))}, {}};
  };
  EXPECT_EQ(structural_hash(graph(v, 2)), structural_hash(graph(v, 2)));
  EXPECT_NE(structural_hash(graph(v, 2)), structural_hash(graph(v, 3)));
  EXPECT_NE(structural_hash(graph(v, 2)), structural_hash(graph(Variable("v", {2}), 2)));
  const Tensor x = v;
  EXPECT_NE(structural_hash({{}, {ops::sum(x)}, {}}), structural_hash({{}, {ops::max(x)}, {}}));
}
