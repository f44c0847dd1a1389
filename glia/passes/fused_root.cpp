// What hangs at the root of a fused body.
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail {

std::vector<const Node*> roots_of(const Graph& body) {
  std::vector<const Node*> out;
  for (const Node* node : body.order()) {
    const bool root =
        node->op == &op_matmul || node->op == &op_conv || node->op == &op_take || node->op == &op_scatter_add;
    if (root) out.push_back(node);
  }
  return out;
}

const Node* root_of(const Graph& body) {
  const std::vector<const Node*> roots = roots_of(body);
  return roots.empty() ? nullptr : roots.front();
}

bool may_be_root(const Node& node) {
  const Spec& out = node.outputs[0];
  if (node.op == &op_matmul) return out.dtype == f32 && out.shape.rank() == 2;
  if (node.op == &op_conv) return out.dtype == f32;
  if (node.op == &op_take) {
    return node.attributes.integer("axis") == 0 && node.inputs[1].rank() == 1 && out.shape.rank() > 1;
  }
  return node.op == &op_scatter_add && out.dtype == f32 && out.shape.rank() == 2 && !out.shape.is_symbolic();
}

bool may_be_roots_together(const Node& a, const Node& b) {
  if (a.op != &op_matmul || b.op != &op_matmul || !(a.attributes == b.attributes)) return false;
  if (a.attributes.integer("transpose_a") != 0 || a.attributes.integer("transpose_b") != 0) return false;
  return a.inputs[0].shape() == b.inputs[0].shape() && a.inputs[1].shape() == b.inputs[1].shape();
}

bool follows_rows(const Shape& s) {
  for (int a = 0; a + 1 < s.rank(); ++a) {
    if (s[a] != 1) return false;
  }
  return true;
}

bool may_stand_beside(const Node& root, const Shape& operand) {
  if (root.op == &op_take) return operand.rank() == 0;
  const bool whole = operand == root.outputs[0].shape;
  if (root.op == &op_scatter_add) return whole || operand.rank() == 0;
  return root.op != &op_conv || whole || follows_rows(operand);
}

bool reads_in_place(const Graph& body, std::size_t i) {
  for (const Node* node : body.order()) {
    if (node->op->has(kElementwise)) continue;
    for (const Tensor& t : node->inputs) {
      if (t.same(body.parameters[i])) return false;
    }
  }
  return true;
}

}  // namespace glia::detail
