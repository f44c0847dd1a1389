#include "glia/graph/graph.hpp"

#include <algorithm>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

/// Visits nodes below `root` that were not seen before, inputs first, without recursion: chains may be 10^6 long.
template <class Visit>
void post_order(const Tensor& root, NodeSet& seen, Visit visit) {
  struct Frame {
    Node* node;
    std::size_t next;
  };
  std::vector<Frame> stack;
  const auto enter = [&](const Tensor& t) {
    if (t.valid() && seen.insert(t.node())) stack.push_back({t.node(), 0});
  };
  enter(root);
  while (!stack.empty()) {
    Frame& top = stack.back();
    if (top.next < top.node->inputs.size()) {
      enter(top.node->inputs[top.next++]);
    } else {
      Node* node = top.node;
      stack.pop_back();
      visit(node);
    }
  }
}

}  // namespace

std::vector<Node*> Graph::order() const {
  std::vector<Node*> out;
  NodeSet seen;
  const auto walk = [&](const Tensor& root) { post_order(root, seen, [&](Node* node) { out.push_back(node); }); };
  for (const Tensor& parameter : parameters) walk(parameter);
  for (const Tensor& result : results) walk(result);
  for (const Update& update : updates) walk(update.value);
  return out;
}

void Rewriter::bind(const Tensor& from, const Tensor& to) {
  keep_.push_back(from);
  seen_.insert(from.node());
  Tensors& outputs = done_[from.node()];
  outputs.resize(from.node()->outputs.size());
  outputs[static_cast<std::size_t>(from.index())] = to;
}

Tensor Rewriter::operator()(const Tensor& t) {
  if (!t.valid()) return t;
  keep_.push_back(t);
  post_order(t, seen_, [&](Node* node) {
    Tensors inputs;
    inputs.reserve(node->inputs.size());
    bool changed = false;
    for (const Tensor& input : node->inputs) {
      inputs.push_back(done_.at(input.node())[static_cast<std::size_t>(input.index())]);
      changed = changed || !inputs.back().same(input);
    }
    Tensors outputs = rule_(*node, inputs);
    if (outputs.empty()) {
      if (changed) {
        outputs = with_inputs(*node, inputs);
      } else {
        for (std::size_t i = 0; i < node->outputs.size(); ++i)
          outputs.push_back(Tensor(node->shared_from_this(), static_cast<int>(i)));
      }
    }
    done_[node] = std::move(outputs);
  });
  return done_.at(t.node())[static_cast<std::size_t>(t.index())];
}

Graph Rewriter::operator()(const Graph& graph) {
  Graph out;
  for (const Tensor& p : graph.parameters) out.parameters.push_back((*this)(p));
  for (const Tensor& r : graph.results) out.results.push_back((*this)(r));
  for (const Update& u : graph.updates) out.updates.push_back({u.variable, (*this)(u.value)});
  return out;
}

namespace {

/// Both, but for the layout, which ops do not infer.
bool same_values(const Spec& a, const Spec& b) { return a.shape == b.shape && a.dtype == b.dtype; }

void require_same(const Node& node, const char* rule, const std::vector<Spec>& expected,
                  const std::vector<Spec>& received) {
  const auto text = [](const std::vector<Spec>& specs) {
    std::string out;
    for (const Spec& s : specs) out += (out.empty() ? "" : ", ") + s.str();
    return out.empty() ? "none" : out;
  };
  if (std::equal(expected.begin(), expected.end(), received.begin(), received.end(), same_values)) return;
  throw ShapeError({.where = node.op->name, .rule = rule, .expected = text(expected), .received = text(received)});
}

std::vector<Spec> specs_of(const Tensors& tensors) {
  std::vector<Spec> out;
  for (const Tensor& t : tensors) out.push_back(spec(t));
  return out;
}

void verify_node(const Node& node) {
  for (const Tensor& input : node.inputs) {
    if (!input.valid() || static_cast<std::size_t>(input.index()) >= input.node()->outputs.size()) {
      throw ValueError({.where = node.op->name, .rule = "Every input of a node must be an output of another"});
    }
  }
  if (node.op->has(kLeaf) || node.op == &op_call) return;
  std::vector<Spec> inputs = specs_of(node.inputs);
  if (node.op->has(kRegion)) verify(body_of(node));
  if (node.op == &op_fused) {
    const Graph& body = body_of(node);
    require_same(node, "A fused node reads what its body's parameters are", specs_of(body.parameters), inputs);
    require_same(node, "A fused node gives what its body's results are", specs_of(body.results), node.outputs);
    return;
  }
  for (Spec& s : inputs) s.layout = Layout::row_major;
  require_same(node, "A node must state the outputs that its operation infers",
               node.op->infer({node.attributes, inputs, node}), node.outputs);
}

}  // namespace

void verify(const Graph& graph) {
  for (const Node* node : graph.order()) verify_node(*node);
  for (const Update& update : graph.updates) {
    if (!(spec(update.value).shape == update.variable.shape()) || spec(update.value).dtype != update.variable.dtype()) {
      throw ShapeError({.where = update.variable.path(),
                        .rule = "An update must have the shape and dtype of its variable",
                        .expected = Spec{update.variable.shape(), update.variable.dtype()}.str(),
                        .received = spec(update.value).str()});
    }
  }
}

}  // namespace glia::detail
