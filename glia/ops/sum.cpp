#include "glia/ops/common.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/reduction.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  Spec out = reduced_spec(call)[0];
  if (out.dtype == boolean || out.dtype == u8) out.dtype = i32;
  return {out};
}

void reference(const ReferenceCall& c) {
  const Shape& from = c.in[0].shape();
  const auto& axes = c.attributes.integers("axes");
  std::vector<double> totals(static_cast<std::size_t>(c.out[0].size()), 0.0);
  for (std::int64_t flat = 0; flat < c.in[0].size(); ++flat) {
    totals[static_cast<std::size_t>(reduced_position(flat, from, axes))] += c.in[0].get(flat);
  }
  for (std::size_t i = 0; i < totals.size(); ++i) c.out[0].set(static_cast<std::int64_t>(i), totals[i]);
}

}  // namespace

extern constinit const Op op_sum{
    .name = "sum",
    .arity = 1,
    .infer = infer,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {broadcast(restore_axes(c.dy[0], c.x[0].shape(), c.attributes.integers("axes")), c.x[0].shape())};
    },
    .reference = reference,
    .onnx = "ReduceSum",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor sum(const Tensor& x, const Axes& axes, bool keepdims) {
  const auto normal = detail::normal_axes(axes, x.rank());
  const Tensor y = detail::emit(detail::op_sum, {x}, {{"axes", normal}});
  return keepdims ? detail::restore_axes(y, x.shape(), normal) : y;
}

}  // namespace glia::ops
