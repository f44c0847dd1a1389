#include <vector>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/indices.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Shape out(call.attributes.integers("shape"));
  require_integers(call.inputs[0]);
  Shape expected = call.inputs[0].shape;
  for (int i = 1; i < out.rank(); ++i) expected.push_back(out[i]);
  if (out.rank() == 0 || !(expected == call.inputs[1].shape)) {
    throw ShapeError({.rule = "The updates have the axes of the indices, then those of the result without the first",
                      .expected = expected.str() + " for the result " + out.str(),
                      .received = call.inputs[1].str()});
  }
  return {{out, call.inputs[1].dtype}};
}

void reference(const ReferenceCall& c) {
  const Shape& out = c.out[0].shape();
  const std::int64_t inner = out.sub(1, out.rank()).elements();
  std::vector<double> totals(static_cast<std::size_t>(c.out[0].size()), 0.0);
  for (std::int64_t i = 0; i < c.in[0].size(); ++i) {
    const std::int64_t row = index_below(c.in[0], i, out[0]);
    for (std::int64_t j = 0; j < inner; ++j)
      totals[static_cast<std::size_t>(row * inner + j)] += c.in[1].get(i * inner + j);
  }
  for (std::size_t i = 0; i < totals.size(); ++i) c.out[0].set(static_cast<std::int64_t>(i), totals[i]);
}

}  // namespace

extern constinit const Op op_scatter_add{
    .name = "scatter_add",
    .arity = 2,
    .infer = infer,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {Tensor(), ops::take(c.dy[0], c.x[0], 0)};
    },
    .reference = reference,
};

}  // namespace glia::detail

namespace glia::ops {

Tensor scatter_add(const Tensor& indices, const Tensor& updates, const Shape& shape) {
  return detail::emit(detail::op_scatter_add, {indices, updates},
                      {{"shape", std::vector<std::int64_t>(shape.begin(), shape.end())}});
}

}  // namespace glia::ops
