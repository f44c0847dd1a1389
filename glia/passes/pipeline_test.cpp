#include "glia/passes/pipeline.hpp"

#include "glia/base/error.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/lower.hpp"
#include "glia/runtime/program.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/log_lines.hpp"
#include "testing/tolerance.hpp"

namespace glia::detail {
namespace {

using namespace tests;

/// A step of a softmax classifier by hand: a loss, and an update of the weights that reads them.
struct Step {
  Variable w{"w", {3, 20}};
  Graph graph;

  Step() {
    const Tensor x = parameter(0, {{-1, 3}, f32});
    const Tensor t = parameter(1, {{-1, 20}, f32});
    const Tensor p = ops::softmax(ops::tanh(ops::matmul(x, w)) + 0.0);
    const Tensor loss = ops::mean(ops::categorical_crossentropy(t, p));
    graph = {{x, t}, {loss}, {{w, w - 0.5 * ops::matmul(x, p - t, true)}}};
  }

  /// The loss and the weights after `times` steps of the graph that run_passes() makes now.
  std::vector<Array> run(int times = 1) {
    const Program program(make_plan(run_passes(graph), 4, -1));
    const Array x = noise(0, {4, 3}).cast(f32);
    Array t(Shape{4, 20});
    for (int i = 0; i < 4; ++i) t(i, 5 * i) = 1;
    Array loss((Shape()));
    const std::vector<const void*> in{x.raw(), t.raw()};
    void* out = loss.raw();
    for (int i = 0; i < times; ++i) program.run({.parameters = in, .results = {&out, 1}, .rows = 4});
    return {loss, w.value()};
  }
};

std::string text_without(const std::string& settings) {
  const ScopedEnvironment off("GLIA_PASSES", settings);
  return print(run_passes(Step().graph));
}

bool holds(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

TEST(Passes, EachCanBeSwitchedOffAndTheNumbersStay) {
  const std::vector<Array> expected = Step().run(3);
  ASSERT_GT(expected[0].item(), 0);
  for (const char* off :
       {"-simplify", "-lower", "-fuse", "-layout", "-fuse,-layout", "-simplify,-lower,-fuse,-layout"}) {
    const ScopedEnvironment settings("GLIA_PASSES", off + std::string(",verify"));
    const std::vector<Array> got = Step().run(3);
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_TRUE(near(got[i], expected[i], {1e-5, 1e-6})) << off;
  }
}

TEST(Passes, SwitchingOneOffLeavesItsWorkUndone) {
  const std::string all = text_without("");
  EXPECT_TRUE(holds(all, "fused(") && holds(all, "]p") && !holds(all, "crossentropy"));
  EXPECT_FALSE(holds(text_without("-fuse"), "fused("));
  EXPECT_FALSE(holds(text_without("-layout"), "]p"));
  EXPECT_TRUE(holds(text_without("-lower"), "crossentropy"));
  EXPECT_TRUE(holds(text_without("-simplify,-fuse"), "value=0.0")) << "x + 0 stays";
  EXPECT_FALSE(holds(text_without("-fuse"), "value=0.0"));
}

TEST(Passes, WithoutLayoutWhatLiesInPanelsIsStillReadAndWritten) {
  Step a, b;
  const std::vector<Array> expected = a.run(3);
  b.run(1);
  ASSERT_EQ(b.w.state().layout, Layout::panels);
  const ScopedEnvironment off("GLIA_PASSES", "-layout");
  const std::vector<Array> got = b.run(2);
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_TRUE(near(got[i], expected[i], {1e-6, 1e-7}));
}

TEST(Passes, TheLogNamesEachWithNodesAndTime) {
  LogLines log("passes");
  {
    const ScopedEnvironment off("GLIA_PASSES", "-fuse");
    run_passes(Step().graph, passes(), DTypePolicy::mixed_bfloat16);
  }
  ASSERT_EQ(log.all().size(), passes().size());
  for (std::size_t i = 0; i < passes().size(); ++i) {
    const std::string& line = log.all()[i];
    EXPECT_EQ(line.find("passes: " + std::string(passes()[i].name)), 0u) << line;
    EXPECT_TRUE(holds(line, " nodes -> ") && holds(line, " ms")) << line;
    EXPECT_EQ(holds(line, "-> off"), passes()[i].name == std::string_view("fuse")) << line;
  }
  EXPECT_TRUE(holds(log.all()[0], std::to_string(Step().graph.order().size()).c_str())) << log.all()[0];
}

Graph breaks_a_shape(const Graph& graph) {
  Graph out = graph;
  const Node& old = *graph.results[0].node();
  out.results[0] = with_inputs(old, old.inputs)[0];
  out.results[0].node()->outputs[0].shape = Shape{7};
  return out;
}

TEST(Passes, VerifyNamesThePassThatBrokeTheGraph) {
  const Pass list[] = {{.name = "lower", .run = lower},
                       {.name = "careless", .run = breaks_a_shape},
                       {.name = "repairs", .run = [](const Graph&) { return Step().graph; }}};
  const ScopedEnvironment settings("GLIA_PASSES", "verify");
  expect_error<ShapeError>([&] { run_passes(Step().graph, list); }, {"must state the outputs", "f32[7]"});
  try {
    run_passes(Step().graph, list);
  } catch (const Error& e) {
    EXPECT_TRUE(holds(e.what(), "pass careless")) << e.what();
  }
  const ScopedEnvironment off("GLIA_PASSES", "verify,-careless");
  EXPECT_NO_THROW(run_passes(Step().graph, list));
}

TEST(Passes, VerifyLooksIntoFusedBodies) {
  const Graph fused = run_passes(Step().graph);
  for (Node* node : fused.order()) {
    if (node->op != &op_fused) continue;
    auto body = std::make_shared<Graph>(*std::get<std::shared_ptr<const Graph>>(node->payload));
    body->results.pop_back();
    const Payload good = node->payload;
    node->payload = std::shared_ptr<const Graph>(body);
    expect_error<ShapeError>([&] { verify(fused); }, {"A fused node gives what its body's results are"});
    node->payload = good;
  }
  EXPECT_NO_THROW(verify(fused));
}

TEST(Passes, UnknownWordsAreRefused) {
  const auto expect = [](const char* settings, std::initializer_list<std::string_view> fragments) {
    const ScopedEnvironment set("GLIA_PASSES", settings);
    expect_error<ValueError>([] { run_passes(Step().graph); }, fragments);
  };
  expect("-fues", {"GLIA_PASSES", "\"-fues\"", "Did you mean 'fuse'"});
  expect("fuse", {"\"fuse\"", "with a minus in front"});
  expect("-grad", {"\"-grad\"", "Known names: fuse, layout, lower, merge_scans, mixed_precision, recompute, simplify"});
  expect("verify,,-", {"\"-\""});
}

}  // namespace
}  // namespace glia::detail
