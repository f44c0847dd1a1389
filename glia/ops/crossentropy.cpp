#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/last_axis.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/probabilities.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Spec& target = call.inputs[0];
  const Spec& output = call.inputs[1];
  if (!(target == output) || output.shape.rank() == 0 || !output.dtype.is_real()) {
    throw ShapeError({.rule = "Target and output are reals of one shape whose last axis counts the classes",
                      .expected = output.str(),
                      .received = target.str()});
  }
  Shape out = output.shape;
  out.erase(out.rank() - 1);
  return {{out, output.dtype}};
}

void reference(const ReferenceCall& c) {
  const bool logits = c.attributes.integer("from_logits") != 0;
  const std::int64_t classes = c.in[1].shape().dim(-1);
  std::vector<double> row(static_cast<std::size_t>(classes));
  for (std::int64_t r = 0; r < c.out[0].size(); ++r) {
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = c.in[1].get(r * classes + static_cast<std::int64_t>(j));
    log_probabilities(row, logits, c.in[1].dtype());
    double loss = 0;
    for (std::size_t j = 0; j < row.size(); ++j)
      loss -= c.in[0].get(r * classes + static_cast<std::int64_t>(j)) * row[j];
    c.out[0].set(r, loss);
  }
}

Tensors gradient(const GradientCall& c) {
  const Tensor& t = c.x[0];
  const Tensor& x = c.x[1];
  const Tensor dy = ops::expand_dims(c.dy[0], -1);
  if (c.attributes.integer("from_logits") != 0) {
    return {-(dy * ops::log_softmax(x)), dy * (ops::softmax(x) * sum_rows(t) - t)};
  }
  const Tensor q = rescaled(x);
  const Tensor clipped = clipped_probability(q);
  return {-(dy * ops::log(clipped)), rescaled_gradient(x, -(dy * t * inside_margin(q) / clipped))};
}

}  // namespace

extern constinit const Op op_crossentropy{
    .name = "crossentropy",
    .arity = 2,
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
};

}  // namespace glia::detail

namespace glia::ops {

Tensor categorical_crossentropy(const Tensor& target, const Tensor& output, bool from_logits) {
  using namespace detail;
  const Tensor real = as_real(output);
  return emit(op_crossentropy, {as(target, real.dtype()), real}, {{"from_logits", std::int64_t{from_logits}}});
}

}  // namespace glia::ops
