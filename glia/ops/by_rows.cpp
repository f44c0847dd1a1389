#include "glia/ops/by_rows.hpp"

#include <algorithm>

#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/pool_ops.hpp"
#include "glia/ops/scan_parts.hpp"

namespace glia::detail {
namespace {

enum class Rows { none, first, mixed };

Rows rows_of(const Shape& shape) {
  if (!shape.is_symbolic()) return Rows::none;
  for (int i = 1; i < shape.rank(); ++i) {
    if (shape[i] < 0) return Rows::mixed;
  }
  return Rows::first;
}

bool leaves_first_axis(const std::vector<std::int64_t>& axes) {
  return std::find(axes.begin(), axes.end(), 0) == axes.end();
}

/// Of a node that reads rows and gives rows.
bool keeps_rows(const Node& node) {
  const Op* op = node.op;
  const auto rows = [&](std::size_t i) { return rows_of(spec(node.inputs[i]).shape); };
  if (op->has(kRandom)) return false;
  if (op->has(kElementwise) || op == &op_reshape || op == &op_one_hot) return true;
  if (op == &op_softmax || op == &op_log_softmax) return spec(node.inputs[0]).shape.rank() > 1;
  if (op == &op_broadcast_to) return rows(0) == Rows::none || node.inputs[0].rank() == node.outputs[0].shape.rank();
  if (op == &op_matmul) {
    const bool stack = node.outputs[0].shape.rank() > 2;
    if (stack) return node.inputs[0].rank() == node.inputs[1].rank() || rows(1) == Rows::none;
    return rows(1) == Rows::none && node.attributes.integer("transpose_a") == 0;
  }
  if (op == &op_transpose) return node.attributes.integers("axes")[0] == 0;
  if (op == &op_pad) return node.attributes.integers("before")[0] == 0 && node.attributes.integers("after")[0] == 0;
  if (op == &op_slice) return true;  // an axis of the batch can only be taken whole
  if (op == &op_concatenate) return node.attributes.integer("axis") != 0;
  if (op == &op_sum || op == &op_max || op == &op_logsumexp) return leaves_first_axis(node.attributes.integers("axes"));
  if (op == &op_take) return rows(0) == Rows::none && node.attributes.integer("axis") == 0;
  if (op == &op_conv || op == &op_max_pool) return rows(0) == Rows::first;
  return false;
}

}  // namespace

bool works_by_rows(const Graph& body) {
  for (const Node* node : body.order()) {
    Rows in = Rows::none;
    for (const Tensor& t : node->inputs) in = std::max(in, rows_of(t.shape()));
    for (const Spec& s : node->outputs) {
      const Rows out = rows_of(s.shape);
      if (out == Rows::mixed || in == Rows::mixed) return false;
      if (in == Rows::first && out == Rows::none) return false;
    }
    if (in == Rows::none) {
      if (node->op->has(kRandom)) return false;
      continue;
    }
    if (node->op == &op_fused ? !works_by_rows(body_of(*node)) : !keeps_rows(*node)) return false;
  }
  return true;
}

}  // namespace glia::detail
