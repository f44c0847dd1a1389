#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/last_axis.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  Spec out = real_rows(call)[0];
  out.shape.erase(out.shape.rank() - 1);
  return {out};
}

void row(std::span<const double> in, std::span<double> out) { out[0] = log_sum_exp(in); }

}  // namespace

extern constinit const Op op_logsumexp{
    .name = "logsumexp",
    .arity = 1,
    .infer = infer,
    .gradient = [](const GradientCall& c) -> Tensors { return {ops::softmax(c.x[0]) * ops::expand_dims(c.dy[0], -1)}; },
    .reference = [](const ReferenceCall& c) { for_each_row(c, row); },
    .onnx = "ReduceLogSumExp",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor logsumexp(const Tensor& x, const Axes& axes, bool keepdims) {
  const ErrorPath path("logsumexp");
  const auto normal = detail::normal_axes(axes, x.rank());
  if (normal.size() != 1) {
    const Tensor real = detail::as_real(x);
    const Tensor largest = stop_gradient(max(real, axes, true));
    const Tensor shift = where(isfinite(largest), largest, 0);  // ∞ − ∞ would be NaN
    const Tensor y = log(sum(exp(real - shift), axes, true)) + shift;
    return keepdims ? y : sum(y, axes);
  }
  const int at = static_cast<int>(normal[0]);
  std::vector<int> order;
  for (int i = 0; i < x.rank(); ++i) {
    if (i != at) order.push_back(i);
  }
  order.push_back(at);
  const Tensor y = detail::emit_unary(detail::op_logsumexp, at == x.rank() - 1 ? x : transpose(x, order));
  return keepdims ? expand_dims(y, at) : y;
}

}  // namespace glia::ops
