#include "glia/passes/grad.hpp"

#include <algorithm>
#include <unordered_map>

#include "glia/base/error.hpp"
#include "glia/graph/trace.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/passes/expand.hpp"
#include "glia/passes/simplify.hpp"

namespace glia {
namespace detail {
namespace {

class Reverse {
 public:
  explicit Reverse(const Tensor& y) {
    if (!y.dtype().is_real()) {
      throw TypeError({.where = "grad", .rule = "Only a real value has a gradient", .received = spec(y).str()});
    }
    order_ = Graph{{}, {y}, {}}.order();
    add(y, broadcast(constant(1, y.dtype()), y.shape()));
  }

  /// Walks from the result to the leaves; every node has received all its gradient when its turn comes.
  void run(const std::vector<bool>& needed) {
    for (std::size_t i = order_.size(); i-- > 0;) {
      if (needed[i]) visit(*order_[i]);
    }
  }

  /// Which nodes lie on a path from one of `targets` to the result.
  std::vector<bool> needed_for(const std::vector<const Node*>& targets) const {
    std::unordered_map<const Node*, bool> known;
    std::vector<bool> out;
    for (const Node* node : order_) {
      bool on_path = std::find(targets.begin(), targets.end(), node) != targets.end();
      for (const Tensor& input : node->inputs) on_path = on_path || known.at(input.node());
      known[node] = on_path;
      out.push_back(on_path);
    }
    return out;
  }

  Tensor gradient_of(const Node* node, int index) const {
    const auto found = gradients_.find(node);
    return found == gradients_.end() ? Tensor() : found->second[static_cast<std::size_t>(index)];
  }
  const std::vector<Node*>& order() const { return order_; }

 private:
  void add(const Tensor& to, const Tensor& dy) {
    Tensors& list = gradients_[to.node()];
    list.resize(to.node()->outputs.size());
    Tensor& sum = list[static_cast<std::size_t>(to.index())];
    sum = sum.valid() ? sum + dy : dy;
  }

  void visit(Node& node) {
    const auto found = gradients_.find(&node);
    if (found == gradients_.end() || node.inputs.empty()) return;
    const auto function = node.op->gradient.function();
    if (function == nullptr) return;  // comparisons, indices, stop_gradient: nothing flows
    Tensors outputs;
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
      outputs.emplace_back(node.shared_from_this(), static_cast<int>(i));
    const Tensors dy = found->second;
    const Tensors dx = function({node.attributes, node.inputs, outputs, dy});
    for (std::size_t i = 0; i < dx.size(); ++i) {
      if (dx[i].valid() && node.inputs[i].dtype().is_real()) add(node.inputs[i], dx[i]);
    }
  }

  std::vector<Node*> order_;
  std::unordered_map<const Node*, Tensors> gradients_;
};

}  // namespace
}  // namespace detail

Tensors grad(const Tensor& y, const Tensors& xs) {
  using namespace detail;
  Tensors roots{y};
  roots.insert(roots.end(), xs.begin(), xs.end());
  const Tensors expanded = log_forms(expand_in_current_trace(roots));
  Reverse reverse(expanded[0]);
  std::vector<const Node*> targets;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const Node* x = expanded[i + 1].node();
    for (const Node* node : reverse.order()) {  // a variable may be read by several nodes
      const bool same_variable = x->op == &op_variable && node->op == &op_variable &&
                                 std::get<Variable>(node->payload).same(std::get<Variable>(x->payload));
      if (node == x || same_variable) targets.push_back(node);
    }
  }
  reverse.run(reverse.needed_for(targets));
  Tensors out;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const Tensor& x = expanded[i + 1];
    Tensor total = x.node()->op == &op_variable ? Tensor() : reverse.gradient_of(x.node(), x.index());
    for (const Node* node : reverse.order()) {
      if (x.node()->op != &op_variable || node->op != &op_variable) continue;
      if (!std::get<Variable>(node->payload).same(std::get<Variable>(x.node()->payload))) continue;
      const Tensor part = reverse.gradient_of(node, 0);
      if (part.valid()) total = total.valid() ? total + part : part;
    }
    out.push_back(total.valid() ? total : broadcast(constant(0, x.dtype()), x.shape()));
  }
  return out;
}

std::vector<VariableGradient> grad(const Tensor& y, const std::vector<Variable>& xs) {
  Tensors reads;
  for (const Variable& x : xs) reads.push_back(x);
  const Tensors gradients = grad(y, reads);
  std::vector<VariableGradient> out;
  for (std::size_t i = 0; i < xs.size(); ++i) out.push_back({xs[i], gradients[i]});
  return out;
}

}  // namespace glia
