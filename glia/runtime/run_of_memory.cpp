#include "glia/runtime/run_of_memory.hpp"

#include "glia/ops/columns.hpp"
#include "glia/ops/nn_ops.hpp"

namespace glia::detail {

std::int64_t run_of_memory(const Node& node) {
  if (node.op != &op_slice || node.outputs[0].shape.is_symbolic()) return -1;
  const Spec& from = spec(node.inputs[0]);
  const Shape& part = node.outputs[0].shape;
  const auto& start = node.attributes.integers("start");
  int axis = 0;
  if (from.layout == Layout::panels) {
    if (node.outputs[0].layout != Layout::panels || !columns_taken(node)) return -1;
    axis = 1;
  } else {
    while (axis < part.rank() && from.shape[axis] == 1) ++axis;
    if (axis == part.rank() || node.attributes.integers("step")[static_cast<std::size_t>(axis)] != 1) return -1;
    if (from.shape.sub(axis + 1, part.rank()) != part.sub(axis + 1, part.rank())) return -1;
  }
  if (part.elements() == 0) return -1;
  const std::int64_t stride = from.shape.elements() / from.shape[axis];
  const std::int64_t offset =
      start[static_cast<std::size_t>(axis)] * stride * static_cast<std::int64_t>(from.dtype.size());
  return offset % 64 == 0 ? offset : -1;
}

}  // namespace glia::detail
