#include "glia/ops/nn_ops.hpp"
#include "glia/passes/simplify.hpp"

namespace glia::detail {
namespace {

Tensors rule(const Node& node, const Tensors& inputs) {
  const bool on_rows = node.op == &op_sparse_crossentropy || node.op == &op_crossentropy;
  if (!on_rows && node.op != &op_binary_crossentropy) return {};
  if (node.attributes.integer("from_logits") != 0) return {};
  const Tensor& p = inputs[1];
  if (!is(p, on_rows ? op_softmax : op_sigmoid)) return {};
  Attributes attributes = node.attributes;
  attributes.set("from_logits", std::int64_t{1});
  return {emit(*node.op, {inputs[0], p.node()->inputs[0]}, attributes)};
}

}  // namespace

Tensors log_forms(const Tensors& roots) {
  Rewriter rewrite(rule);
  Tensors out;
  for (const Tensor& root : roots) out.push_back(rewrite(root));
  return out;
}

}  // namespace glia::detail
