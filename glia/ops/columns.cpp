#include "glia/ops/columns.hpp"

#include "glia/ops/nn_ops.hpp"

namespace glia::detail {

std::optional<Columns> columns_taken(const Node& node) {
  if (node.op != &op_slice || node.outputs[0].shape.rank() != 2) return {};
  const auto& start = node.attributes.integers("start");
  const auto& step = node.attributes.integers("step");
  const Shape& out = node.outputs[0].shape;
  if (out[0] != spec(node.inputs[0]).shape[0] || out[1] < 0 || start[0] != 0 || step[0] != 1 || step[1] != 1) return {};
  const Columns columns{start[1], start[1] + out[1]};
  if (columns.first % kPanel != 0 || columns.last % kPanel != 0) return {};
  return columns;
}

}  // namespace glia::detail
