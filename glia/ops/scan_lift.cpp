#include <algorithm>
#include <unordered_map>

#include "glia/graph/region.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/scan_parts.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

/// Follows what depends on slices alone, and gives it for all steps at once.
class Lift {
 public:
  Lift(const Tensors& xs, std::int64_t length, std::size_t carries, const Tensors& arguments,
       const std::vector<Node*>& order)
      : length_(length) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const bool slice = i >= carries;
      kinds_[arguments[i].node()] = slice ? Kind::slices : Kind::carry;
      if (slice) lifted_[arguments[i].node()] = xs[i - carries];
    }
    for (const Node* node : order) classify(*node);
  }

  /// Whether a node is a product that can be moved out.
  bool is_product(const Node& node) const {
    if (node.op != &op_matmul || node.outputs[0].shape.rank() != 2) return false;
    return kinds_.at(&node) == Kind::slices && kinds_.at(node.inputs[1].node()) == Kind::fixed;
  }

  /// `t` of all steps: (T, …).
  Tensor operator()(const Tensor& t) {
    if (const auto found = lifted_.find(t.node()); found != lifted_.end()) return found->second;
    const Node& node = *t.node();
    Tensor out;
    if (node.op == &op_matmul) {
      out = ops::matmul((*this)(node.inputs[0]), node.inputs[1], false, node.attributes.integer("transpose_b") != 0);
    } else {  // elementwise
      const Shape whole = stacked(node.outputs[0].shape, length_);
      Tensors inputs;
      for (const Tensor& input : node.inputs) {
        const bool fixed = kinds_.at(input.node()) == Kind::fixed;
        inputs.push_back(fixed ? broadcast(ops::reshape(input, stacked(input.shape(), 1)), whole) : (*this)(input));
      }
      out = emit(*node.op, inputs, node.attributes);
    }
    return lifted_[t.node()] = out;
  }

 private:
  enum class Kind { fixed, slices, carry };

  void classify(const Node& node) {
    if (kinds_.contains(&node)) return;
    Kind kind = Kind::fixed;
    bool can = true;
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      const Kind input = kinds_.at(node.inputs[i].node());
      kind = std::max(kind, input);
      if (node.op == &op_matmul && i == 1 && input != Kind::fixed) can = false;
    }
    if (node.op == &op_matmul) {
      can = can && node.attributes.integer("transpose_a") == 0 && node.inputs[0].rank() == 2 &&
            node.inputs[1].rank() == 2;
    } else {
      can = can && node.op->has(kElementwise);
    }
    if (kind == Kind::slices && !can) kind = Kind::carry;  // stays inside
    kinds_[&node] = kind;
  }

  std::int64_t length_;
  std::unordered_map<const Node*, Kind> kinds_;
  std::unordered_map<const Node*, Tensor> lifted_;
};

}  // namespace

void lift_products(Tensors& xs, std::int64_t length, std::size_t carries, Tensors& arguments, Tensors& results) {
  const std::vector<Node*> order = Graph{{}, results, {}}.order();
  Lift lift(xs, length, carries, arguments, order);
  Rewriter rewrite([](const Node&, const Tensors&) -> Tensors { return {}; });
  bool any = false;
  for (Node* node : order) {
    if (!lift.is_product(*node)) continue;
    const Tensor product(node->shared_from_this());
    const Tensor slice = parameter(static_cast<std::int64_t>(arguments.size()), spec(product));
    xs.push_back(lift(product));
    arguments.push_back(slice);
    rewrite.bind(product, slice);
    any = true;
  }
  if (!any) return;
  // What came before the products must not be rebuilt: arguments keep their nodes.
  for (const Tensor& a : arguments) rewrite.bind(a, a);
  for (Tensor& r : results) r = rewrite(r);
  // Slices that only products read are not walked over any more.
  const std::vector<Node*> left = Graph{{}, results, {}}.order();
  for (std::size_t i = arguments.size(); i-- > carries;) {
    if (std::find(left.begin(), left.end(), arguments[i].node()) != left.end()) continue;
    arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(i));
    xs.erase(xs.begin() + static_cast<std::ptrdiff_t>(i - carries));
  }
}

}  // namespace glia::detail
