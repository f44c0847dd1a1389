#include "glia/passes/layout.hpp"

#include <map>
#include <numeric>
#include <set>

#include "glia/graph/variable_state.hpp"
#include "glia/ops/columns.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/scan_parts.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/regions.hpp"

namespace glia::detail {
namespace {

/// Whether a value can lie in panels: as the matrix of its last axis.
bool is_matrix(const Spec& s) { return s.dtype == f32 && s.shape.rank() >= 2 && !s.shape.is_symbolic(); }
bool flag(const Node& node, const char* name) { return node.attributes.integer(name) != 0; }

/// Values that must share one layout, as a union-find over (node, output) and variables.
class Families {
 public:
  using Key = std::pair<const void*, int>;
  static Key key(const Tensor& t) {
    if (is(t, op_variable)) return key(std::get<Variable>(t.node()->payload));
    return {t.node(), t.index()};
  }
  static Key key(const Variable& v) { return {&v.state(), -1}; }

  Key find(Key k) {
    Key root = parent(k);
    while (parent(root) != root) root = parent(root);
    return parents_[k] = root;
  }
  void join(Key a, Key b) { parents_[find(a)] = find(b); }
  void forbid(Key k) { forbidden_.insert(k); }
  void want(Key k) { wanted_.insert(k); }
  void settle() {
    for (const Key& k : forbidden_) bad_.insert(find(k));
    for (const Key& k : wanted_) good_.insert(find(k));
  }
  bool panels(Key k) { return parents_.contains(k) && good_.contains(find(k)) && !bad_.contains(find(k)); }

 private:
  Key parent(Key k) { return parents_.try_emplace(k, k).first->second; }
  std::map<Key, Key> parents_;
  std::set<Key> forbidden_, wanted_, bad_, good_;
};

class Chooser {
 public:
  Chooser(const Graph& graph, bool wishes) : wishes_(wishes) {
    for (const Node* node : graph.order()) visit(*node);
    for (const Tensor& r : graph.results) forbid(r);
    for (const Update& u : graph.updates) {
      if (is_matrix(spec(u.value))) families_.join(Families::key(u.value), Families::key(u.variable));
    }
    families_.settle();
  }
  bool panels(const Tensor& t) { return is_matrix(spec(t)) && families_.panels(Families::key(t)); }
  bool panels(const Variable& v) { return families_.panels(Families::key(v)); }

 private:
  void forbid(const Tensor& t) {
    if (is_matrix(spec(t))) families_.forbid(Families::key(t));
  }

  void product(const Tensor& a, const Tensor& b, const Node& matmul) {
    forbid(a);
    if (!is_matrix(spec(b))) return;
    if (wishes_ && may_lie_in_panels(b) && !flag(matmul, "transpose_a")) {
      families_.want(Families::key(b));
    } else {
      forbid(b);
    }
  }

  /// A variable, or one that a loop has captured, or its columns; other values are forbidden by what makes them.
  bool may_lie_in_panels(const Tensor& t) const { return is(t, op_variable) || followers_.contains(t.node()); }

  static bool writes_panels(const Node& root) {
    return root.op == &op_matmul && flag(root, "transpose_a") && !flag(root, "transpose_b");
  }

  void convolution(const Tensor& image, const Tensor& kernel, const Node& conv) {
    forbid(image);
    if (!is_matrix(spec(kernel))) return;
    if (wishes_ && may_lie_in_panels(kernel) && conv.attributes.integer("groups") == 1) {
      families_.want(Families::key(kernel));
    } else {
      forbid(kernel);
    }
  }

  void visit(const Node& node) {
    if (node.op == &op_variable) {
      const auto& variable = std::get<Variable>(node.payload);
      const VariableState& state = variable.state();
      if (state.layout_is_fixed && state.layout == Layout::row_major) families_.forbid(Families::key(variable));
      return;
    }
    if (node.op == &op_fused) return fused(node);
    if (node.op->has(kRegion)) return region(node);
    if (node.op == &op_matmul && spec(node.inputs[1]).shape.rank() == 2 && spec(node.inputs[0]).shape.rank() == 2) {
      product(node.inputs[0], node.inputs[1], node);
      const Tensor out(const_cast<Node&>(node).shared_from_this());
      if (!writes_panels(node)) forbid(out);
      return;
    }
    if (node.op == &op_conv) {
      convolution(node.inputs[0], node.inputs[1], node);
      return forbid(Tensor(const_cast<Node&>(node).shared_from_this()));
    }
    if (node.op == &op_conv_transpose && spec(node.inputs[0]).dtype == f32) {  // conv_swap reads any layout
      forbid(node.inputs[0]);
      return forbid(Tensor(const_cast<Node&>(node).shared_from_this()));
    }
    if (keeps_panels(node)) return follow(node);
    if (node.op == &op_sum_parts) return forbid(node.inputs[0]);
    const bool total = node.op == &op_sum && node.outputs[0].shape.rank() == 0;
    for (const Tensor& input : node.inputs) {
      if (!total) forbid(input);
    }
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
      forbid(Tensor(const_cast<Node&>(node).shared_from_this(), static_cast<int>(i)));
  }

  /// Whether an op takes panels to panels: it takes or joins whole panels, or transposes.
  static bool keeps_panels(const Node& node) {
    if (!is_matrix(node.outputs[0]) || node.outputs[0].shape.rank() != 2) return false;
    if (node.op == &op_transpose) return node.attributes.integers("axes")[0] == 1;
    if (node.op != &op_concatenate) return columns_taken(node).has_value();
    for (const Tensor& part : node.inputs) {
      if (spec(part).shape[1] % kPanel != 0) return false;
    }
    return node.attributes.integer("axis") == 1;
  }

  void follow(const Node& node) {
    const Tensor out(const_cast<Node&>(node).shared_from_this());
    bool may = true;
    for (const Tensor& input : node.inputs) {
      families_.join(Families::key(input), Families::key(out));
      may = may && may_lie_in_panels(input);
    }
    if (may) followers_.insert(&node);
  }

  /// A captured matrix lies in the loop as it does outside.
  void region(const Node& node) {
    const Graph& body = body_of(node);
    for (const Tensor& p : body.parameters) {
      if (node.op != &op_scan) forbid(p);
    }
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      if (node.op != &op_scan) {
        forbid(node.inputs[i]);
      } else if (i >= ScanParts(node).first_captured() && is_matrix(spec(node.inputs[i]))) {
        families_.join(Families::key(node.inputs[i]), Families::key(body.parameters[i]));
        if (may_lie_in_panels(node.inputs[i])) followers_.insert(body.parameters[i].node());
      } else {
        forbid(node.inputs[i]);
        forbid(body.parameters[i]);
      }
    }
    for (const Node* inner : body.order()) {
      if (inner->op != &op_parameter) visit(*inner);
    }
    for (const Tensor& r : body.results) forbid(r);
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
      forbid(Tensor(const_cast<Node&>(node).shared_from_this(), static_cast<int>(i)));
  }

  void fused(const Node& node) {
    const Graph& body = body_of(node);
    std::vector<const Node*> roots = roots_of(body);
    const bool sums_rows = !roots.empty() && roots[0]->op == &op_scatter_add;
    if (!roots.empty() && (roots[0]->op == &op_take || sums_rows)) roots.clear();
    std::vector<bool> root_operand(node.inputs.size(), false);
    for (const Node* root : roots) {
      const auto outer = [&](int i) {
        return static_cast<std::size_t>(root->inputs[static_cast<std::size_t>(i)].node()->attributes.integer("index"));
      };
      root_operand[outer(0)] = root_operand[outer(1)] = true;
      if (root->op == &op_conv) {
        convolution(node.inputs[outer(0)], node.inputs[outer(1)], *root);
      } else {
        product(node.inputs[outer(0)], node.inputs[outer(1)], *root);
      }
    }
    std::set<std::size_t> spread;  // operands that the body broadcasts
    for (const Node* inner : body.order()) {
      if (inner->op == &op_broadcast_to && is(inner->inputs[0], op_parameter)) {
        spread.insert(static_cast<std::size_t>(inner->inputs[0].node()->attributes.integer("index")));
      }
    }
    bool flat = !sums_rows && (roots.empty() || writes_panels(*roots[0]));
    Tensors joined;
    for (std::size_t i = 0; i < node.outputs.size(); ++i)
      joined.emplace_back(const_cast<Node&>(node).shared_from_this(), static_cast<int>(i));
    for (const Tensor& t : joined) flat = flat && is_matrix(spec(t));
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      const Spec& s = spec(node.inputs[i]);
      if (spread.contains(i)) {
        if (s.shape.rank() > 0) flat = false;  // a row or a column does not follow panels
        forbid(node.inputs[i]);                // a body that spreads a matrix over more axes reads it row by row
      } else if (!root_operand[i] || !is_matrix(s) || s.shape == node.outputs[0].shape) {
        if (!root_operand[i]) joined.push_back(node.inputs[i]);
      }
    }
    for (const Tensor& t : joined) flat = flat && (is_matrix(spec(t)) || spec(t).shape.rank() == 0);
    for (const Tensor& t : joined) {
      if (!is_matrix(spec(t))) continue;
      if (flat) {
        families_.join(Families::key(joined.front()), Families::key(t));
      } else {
        forbid(t);
      }
    }
  }

  bool wishes_;
  Families families_;
  std::set<const Node*> followers_;  // what lies as a variable does
};

std::vector<Spec> infer_unpack(const Call& call) { return {{call.inputs[0].shape, call.inputs[0].dtype}}; }

}  // namespace

constinit const Op op_unpack{.name = "unpack", .arity = 1, .infer = infer_unpack, .gradient = not_differentiable};

namespace {

Graph lay_out(const Graph& graph, Chooser& chooser) {
  const auto fix = [&](const Variable& v) {
    VariableState& state = v.state();
    if (!state.layout_is_fixed) state.relayout(chooser.panels(v) ? Layout::panels : Layout::row_major);
    state.layout_is_fixed = true;
  };
  for (const Node* node : graph.order()) {
    if (node->op == &op_variable) fix(std::get<Variable>(node->payload));
  }
  for (const Update& u : graph.updates) fix(u.variable);

  const auto with_layouts = [&](const Node& old, const Tensors& outputs) {
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const Tensor before(const_cast<Node&>(old).shared_from_this(), static_cast<int>(i));
      if (chooser.panels(before)) outputs[i].node()->outputs[i].layout = Layout::panels;
    }
    return outputs;
  };
  Rewriter rewrite([&](const Node& node, const Tensors& inputs) -> Tensors {
    if (node.op == &op_variable) {
      const auto& variable = std::get<Variable>(node.payload);
      const Tensor leaf = with_inputs(node, {})[0];
      leaf.node()->outputs[0].layout = variable.state().layout;
      return {variable.state().layout == Layout::panels && !chooser.panels(variable) ? emit(op_unpack, {leaf}) : leaf};
    }
    if (node.op == &op_parameter && chooser.panels(Tensor(const_cast<Node&>(node).shared_from_this()))) {
      return with_layouts(node, with_inputs(node, {}));
    }
    if (node.op->has(kRegion) && node.op != &op_fused) return with_body(node, inputs, lay_out(body_of(node), chooser));
    // A product with transposed panels wants its left side transposed, in panels too, as TransposedPanels reads it.
    const auto transposed = [](const Tensor& t) {
      Tensor out = ops::transpose(t);
      if (spec(t).dtype == f32) out.node()->outputs[0].layout = Layout::panels;
      return out;
    };
    const auto transpose_left = [&](const Node& matmul, std::size_t a, std::size_t b) {
      return flag(matmul, "transpose_b") && !flag(matmul, "transpose_a") && chooser.panels(node.inputs[b]) &&
             spec(inputs[a]).shape.rank() == 2;
    };
    if (node.op == &op_conv_transpose && spec(inputs[0]).dtype == f32) {
      const Tensor swapped = emit(op_conv_swap, {inputs[1]}, {{"groups", node.attributes.integer("groups")}});
      if (node.attributes.integer("groups") == 1) swapped.node()->outputs[0].layout = Layout::panels;
      return {emit(op_conv_swapped, {inputs[0], swapped}, node.attributes)};
    }
    if (node.op == &op_matmul && transpose_left(node, 0, 1)) {
      Attributes attributes = node.attributes;
      attributes.set("transpose_a", std::int64_t{1});
      return {emit(op_matmul, {transposed(inputs[0]), inputs[1]}, attributes)};
    }
    if (node.op == &op_fused) {
      const auto& body = std::get<std::shared_ptr<const Graph>>(node.payload);
      const Node* root = root_of(*body);
      if (root != nullptr && root->op == &op_matmul) {
        const auto a = static_cast<std::size_t>(root->inputs[0].node()->attributes.integer("index"));
        const auto b = static_cast<std::size_t>(root->inputs[1].node()->attributes.integer("index"));
        bool only_root_reads = true;  // an epilogue that also reads the left side needs it as it is
        for (const Node* inner : body->order()) {
          for (const Tensor& input : inner->inputs)
            only_root_reads = only_root_reads && (inner == root || !input.same(root->inputs[0]));
        }
        if (only_root_reads && transpose_left(*root, a, b)) {
          Tensors changed = inputs;
          changed[a] = transposed(inputs[a]);
          auto copy = std::make_shared<Graph>(*body);
          const Tensor left = parameter(static_cast<std::int64_t>(a), spec(changed[a]));
          Rewriter inside([&](const Node& inner, const Tensors& in) -> Tensors {
            if (&inner != root) return {};
            Attributes attributes = inner.attributes;
            attributes.set("transpose_a", std::int64_t{1});
            return {emit(op_matmul, {left, in[1]}, attributes)};
          });
          for (Tensor& r : copy->results) r = inside(r);
          copy->parameters[a] = left;
          Tensors out = with_inputs(node, changed);
          out[0].node()->payload = std::shared_ptr<const Graph>(copy);
          return with_layouts(node, out);
        }
      }
    }
    bool any = false;
    for (std::size_t i = 0; i < node.outputs.size(); ++i) {
      any = any || chooser.panels(Tensor(const_cast<Node&>(node).shared_from_this(), static_cast<int>(i)));
    }
    return any ? with_layouts(node, with_inputs(node, inputs)) : Tensors{};
  });
  return rewrite(graph);
}

}  // namespace

Graph choose_layouts(const Graph& graph) {
  Chooser chooser(graph, true);
  return lay_out(graph, chooser);
}
Graph keep_layouts(const Graph& graph) {
  Chooser chooser(graph, false);
  return lay_out(graph, chooser);
}

}  // namespace glia::detail
