#include "glia/passes/fuse.hpp"

#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse_groups.hpp"

namespace glia::detail {
namespace {

/// Emits the fused graph, each group once all that it reads is there.
class Emitter {
 public:
  explicit Emitter(const Graph& graph) : graph_(graph), grouping_(graph), groups_(grouping_.all()) {
    for (const Node* node : grouping_.order()) {
      for (const Tensor& input : node->inputs) {
        const int from = grouping_.group_of(input.node());
        if (from >= 0 && from != grouping_.group_of(node)) read_outside_.insert(input.node());
      }
    }
    for (const Tensor& r : graph.results) read_outside_.insert(r.node());
    for (const Update& u : graph.updates) read_outside_.insert(u.value.node());
  }

  Graph run() {
    Graph out;
    for (const Tensor& p : graph_.parameters) out.parameters.push_back(value(p));
    for (const Tensor& r : graph_.results) out.results.push_back(value(r));
    for (const Update& u : graph_.updates) out.updates.push_back({u.variable, value(u.value)});
    return out;
  }

 private:
  /// A unit is one ungrouped node or one group; its inputs are the tensors that it reads from other units.
  struct Unit {
    std::vector<Node*> nodes;
    Tensors inputs;
    bool fused;
  };

  Unit unit_of(Node* node) {
    const int g = grouping_.group_of(node);
    Unit unit{g < 0 ? std::vector<Node*>{node} : groups_[static_cast<std::size_t>(g)], {}, g >= 0};
    if (!unit.fused) {
      unit.inputs = node->inputs;
      return unit;
    }
    for (const Node* member : unit.nodes) {
      for (const Tensor& input : member->inputs) add_operand(unit, input, g);
    }
    return unit;
  }

  void add_operand(Unit& unit, const Tensor& input, int g) {
    if (grouping_.group_of(input.node()) == g || is(input, op_constant)) return;
    if (is(input, op_broadcast_to) && grouping_.group_of(input.node()) < 0)
      return add_operand(unit, input.node()->inputs[0], g);
    for (const Tensor& known : unit.inputs) {
      if (known.same(input)) return;
    }
    unit.inputs.push_back(input);
  }

  Tensor value(const Tensor& root) {
    std::vector<Node*> stack{root.node()};
    while (!stack.empty()) {
      Node* node = stack.back();
      if (done_.contains(node)) {
        stack.pop_back();
        continue;
      }
      const Unit unit = unit_of(node);
      bool ready = true;
      for (const Tensor& input : unit.inputs) {
        if (!done_.contains(input.node())) {
          stack.push_back(input.node());
          ready = false;
        }
      }
      if (!ready) continue;
      stack.pop_back();
      unit.fused ? emit_group(unit) : emit_single(*node);
    }
    return done_.at(root.node())[static_cast<std::size_t>(root.index())];
  }

  Tensor done(const Tensor& t) const { return done_.at(t.node())[static_cast<std::size_t>(t.index())]; }

  void emit_single(Node& node) {
    Tensors inputs;
    bool changed = false;
    for (const Tensor& input : node.inputs) {
      inputs.push_back(done(input));
      changed = changed || !inputs.back().same(input);
    }
    if (changed) {
      done_[&node] = with_inputs(node, inputs);
    } else {
      for (std::size_t i = 0; i < node.outputs.size(); ++i)
        done_[&node].emplace_back(node.shared_from_this(), static_cast<int>(i));
    }
  }

  void emit_group(const Unit& unit) {
    auto body = std::make_shared<Graph>();
    NodeMap<Tensor> inside;
    Tensors inputs;
    for (std::size_t i = 0; i < unit.inputs.size(); ++i) {
      inputs.push_back(done(unit.inputs[i]));
      body->parameters.push_back(parameter(static_cast<std::int64_t>(i), spec(unit.inputs[i])));
    }
    const auto operand = [&](const auto& self, const Tensor& t) -> Tensor {
      if (const Tensor* found = inside.find(t.node())) return *found;
      for (std::size_t i = 0; i < unit.inputs.size(); ++i) {
        if (unit.inputs[i].same(t)) return body->parameters[i];
      }
      if (is(t, op_constant)) return t;
      const Tensor spread = with_inputs(*t.node(), {self(self, t.node()->inputs[0])})[0];
      return inside[t.node()] = spread;
    };
    auto fused = std::make_shared<Node>();
    fused->op = &op_fused;
    fused->inputs = std::move(inputs);
    std::vector<Node*> outside;
    for (Node* node : unit.nodes) {
      Tensors in;
      for (const Tensor& input : node->inputs) in.push_back(operand(operand, input));
      const Tensor made = with_inputs(*node, in)[0];
      inside[node] = made;
      if (read_outside_.contains(node)) {
        body->results.push_back(made);
        fused->outputs.push_back(node->outputs[0]);
        outside.push_back(node);
      }
    }
    fused->payload = std::shared_ptr<const Graph>(body);
    for (std::size_t i = 0; i < outside.size(); ++i) done_[outside[i]] = {Tensor(fused, static_cast<int>(i))};
    for (Node* node : unit.nodes) {
      if (!done_.contains(node)) done_[node] = {Tensor()};
    }
  }

  const Graph& graph_;
  Groups grouping_;
  std::vector<std::vector<Node*>> groups_;
  NodeSet read_outside_;
  NodeMap<Tensors> done_;
};

}  // namespace

Numbers numbers_of(const Node& node) {
  DType dtype = node.outputs[0].dtype;
  if (dtype == boolean && !node.inputs.empty() && node.op != &op_cast) dtype = node.inputs[0].dtype();
  if (node.op == &op_where && dtype == boolean) dtype = node.inputs[1].dtype();
  if (dtype == f64) return Numbers::real64;
  if (dtype == f32 || (dtype == boolean && node.op != &op_cast)) return Numbers::real32;
  return Numbers::integer;
}

Graph fuse(const Graph& graph) { return Emitter(graph).run(); }

}  // namespace glia::detail
