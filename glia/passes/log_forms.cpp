#include "glia/ops/nn_ops.hpp"
#include "glia/ops/remat.hpp"
#include "glia/passes/simplify.hpp"

namespace glia::detail {
namespace {

/// `t` itself, or the result that is given back as `t`.
const Tensor& source_of(const Tensor& t) {
  return is(t, op_remat) ? t.node()->inputs[static_cast<std::size_t>(t.index())] : t;
}

Tensors rule(const Node& node, const Tensors& inputs) {
  const bool on_rows = node.op == &op_sparse_crossentropy || node.op == &op_crossentropy;
  if (!on_rows && node.op != &op_binary_crossentropy) return {};
  if (node.attributes.integer("from_logits") != 0) return {};
  const Tensor& p = source_of(inputs[1]);
  if (!is(p, on_rows ? op_softmax : op_sigmoid)) return {};
  Tensor logits = p.node()->inputs[0];
  if (is(inputs[1], op_remat)) {  // what made them is computed again as before
    const RematParts parts(*inputs[1].node(), inputs[1].node()->inputs);
    logits = emit_remat({logits}, parts.held, parts.free)[0];
  }
  Attributes attributes = node.attributes;
  attributes.set("from_logits", std::int64_t{1});
  return {emit(*node.op, {inputs[0], logits}, attributes)};
}

}  // namespace

Tensors log_forms(const Tensors& roots) {
  Rewriter rewrite(rule);
  Tensors out;
  for (const Tensor& root : roots) out.push_back(rewrite(root));
  return out;
}

}  // namespace glia::detail
