#include "glia/passes/mixed_precision.hpp"

#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/precision.hpp"

namespace glia::detail {
namespace {

constexpr std::int64_t kShallow = 16;

bool is_deep(const Node& matmul) {
  const std::int64_t depth = spec(matmul.inputs[0]).shape.dim(matmul.attributes.integer("transpose_a") != 0 ? -2 : -1);
  return depth < 0 || depth >= kShallow;
}

/// Of a convolution and its gradients alike: by the numbers of its kernel that meet in one of a result.
bool is_deep(const Node& conv, const Shape& kernel, int summed) {
  const bool single = conv.attributes.integer("groups") > 1 && kernel.dim(-2) == 1;
  const std::int64_t taps = kernel.sub(0, kernel.rank() - 2).elements();
  return !single && taps * kernel.dim(summed) >= kShallow;
}

bool gains(const Node& node) {
  if (node.op == &op_matmul) return is_deep(node);
  if (node.op == &op_conv) return is_deep(node, spec(node.inputs[1]).shape, -2);
  if (node.op == &op_conv_transpose) return is_deep(node, spec(node.inputs[1]).shape, -1);
  return node.op == &op_conv_kernel_gradient && is_deep(node, node.outputs[0].shape, -2);
}

Tensors rule(const Node& node, const Tensors& inputs) {
  if (node.outputs.empty() || node.outputs[0].dtype != f32 || rounds_to_bf16(node.attributes) || !gains(node))
    return {};
  Attributes attributes = node.attributes;
  attributes.set("precision", "bf16");
  return {emit(*node.op, inputs, attributes)};
}

}  // namespace

Graph mixed_precision(const Graph& graph) { return Rewriter(rule)(graph); }

}  // namespace glia::detail
