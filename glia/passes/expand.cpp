#include "glia/passes/expand.hpp"

#include "glia/base/error.hpp"
#include "glia/graph/region.hpp"
#include "glia/ops/remat.hpp"
#include "glia/passes/pipeline.hpp"

namespace glia::detail {
namespace {

/// Bottom-up over nodes below one root; a call's body may hold calls of its own, which are expanded in turn.
class Expander {
 public:
  explicit Expander(Trace& trace) : trace_(trace) {}

  Tensor operator()(const Tensor& root) {
    for (Node* node : Graph{{}, {root}, {}}.order()) {
      if (trace_.expanded.contains(node)) continue;
      trace_.keep.push_back(Tensor(node->shared_from_this()));
      trace_.expanded[node] = outputs_of(*node);
    }
    return lookup(root);
  }

 private:
  Tensor lookup(const Tensor& t) const { return trace_.expanded.at(t.node())[static_cast<std::size_t>(t.index())]; }

  Tensors outputs_of(Node& node) {
    Tensors inputs;
    bool changed = false;
    for (const Tensor& input : node.inputs) {
      inputs.push_back(lookup(input));
      changed = changed || !inputs.back().same(input);
    }
    if (node.op == &op_call) {
      const auto& callable = std::get<std::shared_ptr<const Callable>>(node.payload);
      const ErrorPath path(callable->name(), node.file, node.line);
      Tensors body = callable->trace(inputs);
      for (Tensor& t : body) {
        const Tensor mask = trace_.mask_of(t);
        t = Expander(trace_)(t);
        if (mask.valid()) trace_.set_mask(t, Expander(trace_)(mask));
      }
      return body;
    }
    if (node.op->has(kRegion) && holds_call(body_of(node))) return with_expanded_body(node, std::move(inputs));
    if (changed && node.op == &op_remat) {  // the layers inside have brought their weights
      const RematParts parts(node, inputs);
      return emit_remat(parts.results, parts.held, parts.free);
    }
    if (changed) return with_inputs(node, inputs);
    Tensors same;
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
      same.emplace_back(node.shared_from_this(), static_cast<int>(i));
    return same;
  }

  static bool holds_call(const Graph& graph) {
    for (const Node* node : graph.order()) {
      if (node->op == &op_call || (node->op->has(kRegion) && holds_call(body_of(*node)))) return true;
    }
    return false;
  }

  /// The weights of layers inside become captured values.
  Tensors with_expanded_body(const Node& node, Tensors inputs) {
    const NoEffects guard("A layer inside a loop or a branch");
    const Graph& body = body_of(node);
    Tensors results;
    for (const Tensor& r : body.results) results.push_back(Expander(trace_)(r));
    guard.check();
    const Region region = close_region(body.parameters, results);
    inputs.insert(inputs.end(), region.captured.begin(), region.captured.end());
    return emit_all(*node.op, std::move(inputs), node.attributes, region.body);
  }

  Trace& trace_;
};

}  // namespace

Tensors expand(const Tensors& roots, Trace& trace) {
  const PassReport report("expand", {{}, roots, {}});
  const TraceGuard guard(trace);
  Expander expander(trace);
  Tensors out;
  for (const Tensor& root : roots) out.push_back(expander(root));
  report.done(Graph{{}, out, {}});
  return out;
}

Tensors expand_in_current_trace(const Tensors& roots) {
  if (Trace* trace = Trace::current()) return expand(roots, *trace);
  Trace inference;
  return expand(roots, inference);
}

}  // namespace glia::detail
