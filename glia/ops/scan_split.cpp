#include <algorithm>
#include <unordered_map>

#include "glia/graph/region.hpp"
#include "glia/ops/columns.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/scan_parts.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

Tensor columns_of(const Tensor& t, const Columns& c) {
  return t.rank() == 1 ? ops::slice(t, {c.first}, {c.last}) : ops::slice(t, {0, c.first}, {ops::kEnd, c.last});
}

/// The columns of `t`, computed as such; invalid if it is not made of products and what is added to them.
Tensor narrowed(const Tensor& t, const Columns& c, int& products) {
  const Node& node = *t.node();
  if (node.op == &op_matmul && t.rank() == 2 && node.attributes.integer("transpose_b") == 0) {
    ++products;
    return emit(op_matmul, {node.inputs[0], columns_of(node.inputs[1], c)}, node.attributes);
  }
  Shape shape = t.shape();
  shape[t.rank() - 1] = c.last - c.first;
  if (node.op == &op_broadcast_to) {
    const Tensor& from = node.inputs[0];
    if (from.rank() == 0) return broadcast(from, shape);
    return from.dim(-1) == t.dim(-1) ? broadcast(columns_of(from, c), shape) : Tensor();
  }
  if (node.op != &op_add) return {};
  const Tensor a = narrowed(node.inputs[0], c, products);
  const Tensor b = a.valid() ? narrowed(node.inputs[1], c, products) : Tensor();
  return b.valid() ? emit(op_add, {a, b}) : Tensor();
}

}  // namespace

void split_products(const Tensors& arguments, Tensors& results) {
  std::unordered_map<const Node*, bool> only_parts;  // of a node with readers: all of them take columns
  const std::vector<Node*> order = Graph{{}, results, {}}.order();
  for (const Node* node : order) {
    const bool part = columns_taken(*node).has_value();  // narrower parts would leave registers of a product empty
    for (const Tensor& input : node->inputs) {
      bool& only = only_parts.try_emplace(input.node(), true).first->second;
      only = only && part;
    }
  }
  for (const Tensor& r : results) only_parts[r.node()] = false;
  Rewriter rewrite([&](const Node& node, const Tensors& inputs) -> Tensors {
    const std::optional<Columns> columns = columns_taken(node);
    if (!columns || !only_parts.at(node.inputs[0].node())) return {};
    int products = 0;
    const Tensor out = narrowed(inputs[0], *columns, products);
    return out.valid() && products > 0 ? Tensors{out} : Tensors{};
  });
  for (const Tensor& a : arguments) rewrite.bind(a, a);
  for (Tensor& r : results) r = rewrite(r);
}

}  // namespace glia::detail
