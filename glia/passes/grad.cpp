#include "glia/passes/grad.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/graph/region.hpp"
#include "glia/graph/trace.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/passes/expand.hpp"
#include "glia/passes/pipeline.hpp"
#include "glia/passes/simplify.hpp"

namespace glia {
namespace detail {
namespace {

class Reverse {
 public:
  Reverse(const Tensors& ys, const Tensors& dys) : order_(Graph{{}, ys, {}}.order()) {
    for (std::size_t i = 0; i < ys.size(); ++i) add(ys[i], dys[i]);
  }

  /// Walks from the result to the leaves; every node has received all its gradient when its turn comes.
  void run(const std::vector<bool>& needed) {
    for (std::size_t i = order_.size(); i-- > 0;) {
      if (needed[i]) visit(*order_[i]);
    }
  }

  /// Which nodes lie on a path from one of `targets` to the result.
  std::vector<bool> needed_for(const std::vector<const Node*>& targets) const {
    NodeMap<bool> known;
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
    const Tensors* found = gradients_.find(node);
    return found == nullptr ? Tensor() : (*found)[static_cast<std::size_t>(index)];
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
    const Tensors* found = gradients_.find(&node);
    if (found == nullptr || node.inputs.empty()) return;
    const auto function = node.op->gradient.function();
    if (function == nullptr) return;  // comparisons, indices, stop_gradient: nothing flows
    Tensors outputs;
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
      outputs.emplace_back(node.shared_from_this(), static_cast<int>(i));
    const Tensors dy = *found;
    const ErrorPath path("gradient of " + (node.where && !node.where->empty() ? *node.where : node.op->name));
    const Tensors dx = function({node.attributes, node.inputs, outputs, dy});
    for (std::size_t i = 0; i < dx.size(); ++i) {
      if (dx[i].valid() && node.inputs[i].dtype().is_real()) add(node.inputs[i], dx[i]);
    }
  }

  std::vector<Node*> order_;
  NodeMap<Tensors> gradients_;
};

Tensor zeros(const Spec& s) { return broadcast(constant(0, s.dtype), s.shape); }

}  // namespace

Tensors pull_back(const Tensors& ys, const Tensors& dys, const Tensors& xs) {
  Reverse reverse(ys, dys);
  std::vector<const Node*> targets;
  for (const Tensor& x : xs) targets.push_back(x.node());
  reverse.run(reverse.needed_for(targets));
  Tensors out;
  for (const Tensor& x : xs) out.push_back(reverse.gradient_of(x.node(), x.index()));
  return out;
}

}  // namespace detail

namespace detail {
namespace {

/// Whether both read one variable; a variable may be read by several nodes.
bool same_variable(const Node& a, const Node& b) {
  return a.op == &op_variable && b.op == &op_variable &&
         std::get<Variable>(a.payload).same(std::get<Variable>(b.payload));
}

/// The gradient of Σ ys·dys by each x, zero where none flows. All is expanded already.
Tensors gradients(const Tensors& ys, const Tensors& dys, const Tensors& xs) {
  Reverse reverse(ys, dys);
  std::vector<const Node*> targets;
  for (const Tensor& x : xs) {
    for (const Node* node : reverse.order()) {
      if (node == x.node() || same_variable(*node, *x.node())) targets.push_back(node);
    }
  }
  reverse.run(reverse.needed_for(targets));
  Tensors out;
  out.reserve(xs.size());
  for (const Tensor& x : xs) {
    const bool variable = is(x, op_variable);
    Tensor total = variable ? Tensor() : reverse.gradient_of(x.node(), x.index());
    for (const Node* node : reverse.order()) {
      if (!variable || !same_variable(*node, *x.node())) continue;
      const Tensor part = reverse.gradient_of(node, 0);
      if (part.valid()) total = total.valid() ? total + part : part;
    }
    out.push_back(total.valid() ? total : zeros(spec(x)));
  }
  return out;
}

}  // namespace
}  // namespace detail

Tensors grad(const Tensor& y, const Tensors& xs) {
  using namespace detail;
  Tensors roots{y};
  roots.insert(roots.end(), xs.begin(), xs.end());
  Tensors expanded = log_forms(expand_in_current_trace(roots));
  const Tensor root = expanded[0];
  expanded.erase(expanded.begin());
  if (!root.dtype().is_real()) {
    throw TypeError({.where = "grad", .rule = "Only a real value has a gradient", .received = spec(y).str()});
  }
  const PassReport report("grad", {{}, {root}, {}});
  Tensors out = gradients({root}, {broadcast(constant(1, y.dtype()), y.shape())}, expanded);
  report.done(Graph{{}, out, {}});
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

namespace detail {
namespace {

void require_direction(const Tensor& x, const Tensor& tangent) {
  if (!x.dtype().is_real()) {
    throw TypeError({.where = "jvp", .rule = "Only a real value can move", .received = spec(x).str()});
  }
  if (tangent.shape() == x.shape() && tangent.dtype() == x.dtype()) return;
  throw ShapeError({.where = "jvp",
                    .rule = "A tangent has the shape and dtype of the value that moves along it",
                    .expected = spec(x).str(),
                    .received = spec(tangent).str()});
}

}  // namespace
}  // namespace detail

/// The gradient of Σ ys·u is linear in u, and its transpose is wanted: so its gradient by u is taken. No number depends
/// on u then; zeros take its place.
Tensors jvp(const Tensors& ys, const Tensors& xs, const Tensors& tangents) {
  using namespace detail;
  if (tangents.size() != xs.size()) {
    throw ValueError({.where = "jvp",
                      .rule = "There is one tangent for each x",
                      .expected = std::to_string(xs.size()),
                      .received = std::to_string(tangents.size())});
  }
  Tensors roots = ys;
  roots.insert(roots.end(), xs.begin(), xs.end());
  roots.insert(roots.end(), tangents.begin(), tangents.end());
  const Tensors all = log_forms(expand_in_current_trace(roots));
  const auto first_x = all.begin() + static_cast<std::ptrdiff_t>(ys.size());
  const auto first_tangent = first_x + static_cast<std::ptrdiff_t>(xs.size());
  const Tensors results(all.begin(), first_x), moving(first_x, first_tangent), along(first_tangent, all.end());
  for (std::size_t i = 0; i < xs.size(); ++i) require_direction(moving[i], along[i]);
  const PassReport report("jvp", {{}, results, {}});
  Tensors us;
  us.reserve(ys.size());
  Rewriter without([](const Node&, const Tensors&) -> Tensors { return {}; });
  for (const Tensor& y : results) {
    if (!y.dtype().is_real()) {
      throw TypeError({.where = "jvp", .rule = "Only a real value has a derivative", .received = spec(y).str()});
    }
    us.push_back(parameter(0, spec(y)));
    without.bind(us.back(), zeros(spec(y)));
  }
  Tensors out = gradients(gradients(results, us, moving), along, us);
  for (Tensor& t : out) t = without(t);
  report.done(Graph{{}, out, {}});
  return out;
}

Tensor jvp(const Tensor& y, const Tensors& xs, const Tensors& tangents) { return jvp(Tensors{y}, xs, tangents)[0]; }

Tensor jvp(const Tensor& y, const std::vector<Variable>& xs, const Tensors& tangents) {
  return jvp(y, Tensors(xs.begin(), xs.end()), tangents);
}

}  // namespace glia
