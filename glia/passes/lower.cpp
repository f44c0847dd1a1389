#include "glia/passes/lower.hpp"

#include <algorithm>

#include "glia/ops/columns.hpp"
#include "glia/ops/conv_geometry.hpp"
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
Tensor checked(const Tensor& labels, Dim classes) { return ops::take(ops::arange(classes), labels); }

/// The images of a batch are shared out; more parts for smaller kernels, since each part is written and read once more.
Tensor in_parts(const Node& node, const Tensors& inputs) {
  constexpr std::int64_t kFloats = 1 << 17;
  constexpr std::int64_t kMost = 8;
  const std::int64_t size = std::max<std::int64_t>(node.outputs[0].shape.elements(), 1);
  Attributes attributes = node.attributes;
  attributes.set("parts", std::clamp<std::int64_t>(kFloats / size, 1, kMost));
  return emit(op_sum_parts, {emit(op_conv_partials, inputs, attributes)});
}

/// A sum over the batch and further axes: the further ones first, in as many pieces as there are rows.
Tensor rows_last(const Tensor& x, const std::vector<std::int64_t>& axes) {
  std::vector<int> further;
  for (const std::int64_t a : axes) {
    if (a != 0) further.push_back(static_cast<int>(a));
  }
  return ops::sum(ops::sum(x, further), {0});
}

/// Whether x·Wᵀ has so many rows that W is better transposed than x and the result: a layer of rows within rows.
bool is_tall(const Spec& x, const Spec& w) {
  constexpr std::int64_t kBatch = 64;  // for comparing sizes
  constexpr std::int64_t kTall = 1024;
  if (x.shape.rank() != 2 || w.shape.rank() != 2 || w.shape.is_symbolic() || w.dtype != f32) return false;
  const std::int64_t rows = x.shape.at(kBatch)[0];
  return rows >= kTall && rows * (w.shape[0] + w.shape[1]) > 4 * w.shape.elements();
}

/// A weight, or its columns, or all of it as another matrix.
bool is_weight(const Tensor& t) {
  const bool part = is(t, op_reshape) || columns_taken(*t.node());
  return is(t, op_variable) || (part && is(t.node()->inputs[0], op_variable));
}

Tensors rule(const Node& node, const Tensors& inputs) {
  if (node.op == &op_matmul && node.attributes.integer("transpose_b") != 0 && is_weight(inputs[1]) &&
      node.attributes.integer("transpose_a") == 0 && is_tall(spec(inputs[0]), spec(inputs[1]))) {
    Attributes attributes = node.attributes;
    attributes.set("transpose_b", std::int64_t{0});
    return {emit(op_matmul, {inputs[0], ops::transpose(inputs[1])}, attributes)};
  }
  if (node.op == &op_conv_kernel_gradient && inputs[0].dtype() == f32) return {in_parts(node, inputs)};
  if (node.op == &op_sum && inputs[0].shape()[0] < 0 && node.outputs[0].shape.rank() > 0) {
    const auto& axes = node.attributes.integers("axes");
    if (axes.size() > 1 && axes[0] == 0) return {rows_last(inputs[0], axes)};
  }
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
