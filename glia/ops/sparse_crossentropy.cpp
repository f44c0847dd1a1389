#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/indices.hpp"
#include "glia/ops/last_axis.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/probabilities.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Spec& labels = call.inputs[0];
  const Spec& output = call.inputs[1];
  if (!output.dtype.is_real() || output.shape.rank() == 0) {
    throw ShapeError({.rule = "The output holds reals, one for each class on its last axis", .received = output.str()});
  }
  const Shape rows = output.shape.sub(0, output.shape.rank() - 1);
  if (!(labels.shape == rows) || labels.dtype != i64) {
    throw ShapeError({.rule = "There is one label for each row of the output",
                      .expected = Spec{rows, i64}.str(),
                      .received = labels.str()});
  }
  return {{rows, output.dtype}};
}

void reference(const ReferenceCall& c) {
  const bool logits = c.attributes.integer("from_logits") != 0;
  const std::int64_t classes = c.in[1].shape().dim(-1);
  std::vector<double> row(static_cast<std::size_t>(classes));
  for (std::int64_t r = 0; r < c.out[0].size(); ++r) {
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = c.in[1].get(r * classes + static_cast<std::int64_t>(j));
    log_probabilities(row, logits, c.in[1].dtype());
    c.out[0].set(r, -row[static_cast<std::size_t>(index_below(c.in[0], r, classes))]);
  }
}

Tensors gradient(const GradientCall& c) {
  const Tensor& x = c.x[1];
  const Tensor dy = ops::expand_dims(c.dy[0], -1);
  const Tensor hit = ops::one_hot(c.x[0], x.dim(-1), x.dtype());
  if (c.attributes.integer("from_logits") != 0) return {Tensor(), (ops::softmax(x) - hit) * dy};
  const Tensor q = rescaled(x);
  return {Tensor(), rescaled_gradient(x, -(dy * hit * inside_margin(q) / clipped_probability(q)))};
}

}  // namespace

extern constinit const Op op_sparse_crossentropy{
    .name = "sparse_crossentropy",
    .arity = 2,
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
};

}  // namespace glia::detail

namespace glia::ops {

Tensor sparse_categorical_crossentropy(const Tensor& labels, const Tensor& output, bool from_logits) {
  return detail::emit(detail::op_sparse_crossentropy, {detail::whole_labels(labels), detail::as_real(output)},
                      {{"from_logits", std::int64_t{from_logits}}});
}

}  // namespace glia::ops
