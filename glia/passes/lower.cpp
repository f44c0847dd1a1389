#include "glia/passes/lower.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/probabilities.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

Tensor log_probability(const Tensor& output) { return ops::log(clipped_probability(rescaled(output))); }

Tensor binary(const Tensor& t, const Tensor& x, bool logits) {
  if (logits) return ops::relu(x) - x * t + ops::log1p(ops::exp(-ops::abs(x)));
  const Tensor p = clipped_probability(x);
  return -(t * ops::log(p)) - (1 - t) * ops::log1p(-p);
}

/// The labels, looked up among the classes so that one outside them is noticed.
Tensor checked(const Tensor& labels, Dim classes) { return ops::gather(ops::arange(classes), labels); }

Tensors rule(const Node& node, const Tensors& inputs) {
  const bool sparse = node.op == &op_sparse_crossentropy;
  if (!sparse && node.op != &op_crossentropy && node.op != &op_binary_crossentropy) return {};
  const bool logits = node.attributes.integer("from_logits") != 0;
  const Tensor& target = inputs[0];
  const Tensor& output = inputs[1];
  if (node.op == &op_binary_crossentropy) return {binary(target, output, logits)};
  if (sparse && logits) return {};  // has a fast kernel of its own
  const Dim classes = output.dim(-1);
  const Tensor weights = sparse ? ops::one_hot(checked(target, classes), classes, output.dtype()) : target;
  return {-ops::sum(weights * (logits ? ops::log_softmax(output) : log_probability(output)), {-1})};
}

}  // namespace

Graph lower(const Graph& graph) { return Rewriter(rule)(graph); }

}  // namespace glia::detail
