#include "glia/base/error.hpp"
#include "glia/graph/region.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/region_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Graph& body = body_of(call.node);
  require_given(body, call.inputs);
  if (body.results.size() < 2 || body.results.size() > call.inputs.size() + 1) {
    throw ValueError({.rule = "Each step of a while loop returns as many vars as it takes"});
  }
  const Spec condition = spec(body.results[0]);
  if (condition.dtype != boolean || condition.shape.rank() != 0) {
    throw TypeError({.rule = "The condition of a while loop is one bool",
                     .received = condition.str(),
                     .hint = "Reduce it with ops::all or ops::any"});
  }
  std::vector<Spec> out;
  for (std::size_t i = 1; i < body.results.size(); ++i) {
    Spec result = spec(body.results[i]);
    result.layout = Layout::row_major;
    if (!(result == call.inputs[i - 1])) {
      throw ShapeError({.rule = "Each step of a while loop returns its vars in the shape and dtype that they had",
                        .expected = call.inputs[i - 1].str(),
                        .received = result.str()});
    }
    out.push_back(result);
  }
  return out;
}

/// Through a scan of all steps that may come, in which those behind the end change nothing.
Tensors gradient(const GradientCall& c) {
  const Node& node = *c.y[0].node();
  const std::int64_t most = c.attributes.integer("maximum_iterations");
  if (most < 0) {
    throw UnsupportedError({.rule = "A while loop without a limit has no gradient, since it would keep every step",
                            .hint = "Give it maximum_iterations"});
  }
  const std::size_t vars = node.outputs.size();
  const Graph condition = condition_of(node), step = step_of(node);
  const auto run = [&](const Graph& graph, const Tensors& now) {
    Rewriter inside([](const Node&, const Tensors&) -> Tensors { return {}; });
    for (std::size_t i = 0; i < graph.parameters.size(); ++i)
      inside.bind(graph.parameters[i], i < vars ? now[i] : c.x[i]);
    Tensors out;
    for (const Tensor& r : graph.results) out.push_back(inside(r));
    return out;
  };
  Tensors init(c.x.begin(), c.x.begin() + static_cast<std::ptrdiff_t>(vars));
  init.push_back(constant(1, boolean));
  const auto one = [&](const Tensors& carry, const Tensors&) -> ops::ScanResult {
    const Tensors now(carry.begin(), carry.end() - 1);
    const Tensor goes_on = ops::logical_and(carry.back(), run(condition, now)[0]);
    Tensors next = ops::cond(
        goes_on, [&](const Tensors& in) { return run(step, in); }, [](const Tensors& in) { return in; }, now);
    next.push_back(goes_on);
    return {next, {}};
  };
  const ops::ScanResult all = ops::scan(one, init, {}, most);
  Tensors ys, dys;
  for (std::size_t i = 0; i < vars; ++i) {
    if (!c.dy[i].valid()) continue;
    ys.push_back(all.carry[i]);
    dys.push_back(c.dy[i]);
  }
  return pull_back(ys, dys, {c.x.begin(), c.x.end()});
}

}  // namespace

Graph condition_of(const Node& while_loop) {
  Graph out = body_of(while_loop);
  out.results.resize(1);
  return out;
}

Graph step_of(const Node& while_loop) {
  Graph out = body_of(while_loop);
  out.results.erase(out.results.begin());
  return out;
}

extern constinit const Op op_while_loop{
    .name = "while_loop", .traits = kRegion, .infer = infer, .gradient = gradient, .onnx = "Loop"};

}  // namespace glia::detail

namespace glia::ops {

Tensors while_loop(const Condition& condition, const TensorsFunction& body, const Tensors& loop_vars,
                   Dim maximum_iterations) {
  using namespace detail;
  const ErrorPath path("while_loop");
  Tensors arguments;
  for (const Tensor& t : loop_vars) arguments.push_back(parameter(0, spec(t)));
  const NoEffects guard("A step of a loop");
  Tensors results{condition(arguments)};
  const Tensors next = body(arguments);
  guard.check();
  if (next.size() != loop_vars.size() || next.empty()) {
    throw ValueError({.rule = "Each step of a while loop returns as many vars as it takes, at least one",
                      .expected = std::to_string(loop_vars.size()),
                      .received = std::to_string(next.size())});
  }
  results.insert(results.end(), next.begin(), next.end());
  const Region region = close_region(arguments, results);
  Tensors inputs = loop_vars;
  inputs.insert(inputs.end(), region.captured.begin(), region.captured.end());
  return emit_all(op_while_loop, inputs, {{"maximum_iterations", static_cast<std::int64_t>(maximum_iterations)}},
                  region.body);
}

}  // namespace glia::ops
