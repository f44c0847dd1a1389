#include "glia/passes/expand.hpp"

#include "glia/graph/node.hpp"
#include "glia/ops/math.hpp"
#include "testing/check_pass.hpp"

namespace glia::detail {
namespace {

using namespace tests;

/// A layer without the layer: training decides what it is made of; `inner` is called from inside.
struct Body : Callable {
  std::shared_ptr<const Callable> inner;
  std::string name() const override { return "body"; }
  Tensors trace(const Tensors& inputs) const override {
    if (inner != nullptr) return emit_call(inner, {ops::exp(inputs[0])}, {spec(inputs[0])});
    return {Trace::current()->training ? ops::tanh(inputs[0]) : ops::square(inputs[0])};
  }
};

Graph expanded(const Graph& graph, bool training) {
  Trace trace;
  trace.training = training;
  return {graph.parameters, expand(graph.results, trace), graph.updates};
}

TEST(Expand, InlinesACallForItsMode) {
  const Tensors xy = parse(graph_of_xy("")).parameters;
  const Tensor& y = xy[1];
  const Graph graph{xy, emit_call(std::make_shared<Body>(), {y}, {spec(y)}), {}};
  check_rewritten(expanded(graph, true), graph_of_xy("%2 = tanh(%1) : f32[n,3]\n"));
  check_rewritten(expanded(graph, false), graph_of_xy("%2 = square(%1) : f32[n,3]\n"));
}

TEST(Expand, InlinesCallsInsideCallsAndWhatReadsThem) {
  const Tensors xy = parse(graph_of_xy("")).parameters;
  const Tensor& y = xy[1];
  auto outer = std::make_shared<Body>();
  outer->inner = std::make_shared<Body>();
  const Tensor called = emit_call(outer, {y}, {spec(y)})[0];
  check_rewritten(expanded({xy, {ops::sin(called)}, {}}, false),
                  graph_of_xy("%2 = exp(%1) : f32[n,3]\n%3 = square(%2) : f32[n,3]\n%4 = sin(%3) : f32[n,3]\n"));
}

TEST(Expand, LeavesAGraphWithoutCalls) {
  check_unchanged([](const Graph& g) { return expanded(g, true); },
                  graph_of_xy("%2 = exp(%1) : f32[n,3]\n%3 = multiply(%2, %0) : f32[n,3]\n"));
}

}  // namespace
}  // namespace glia::detail
