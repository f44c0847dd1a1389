#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/last_axis.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
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

extern constinit const Op op_log_sum_exp{
    .name = "log_sum_exp",
    .arity = 1,
    .infer = infer,
    .gradient = [](const GradientCall& c) -> Tensors { return {ops::softmax(c.x[0]) * ops::expand_dims(c.dy[0], -1)}; },
    .reference = [](const ReferenceCall& c) { for_each_row(c, row); },
    .onnx = "ReduceLogSumExp",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor log_sum_exp(const Tensor& x, int axis, bool keepdims) {
  const ErrorPath path("log_sum_exp");
  const int at = x.shape().axis(axis);
  std::vector<int> order;
  for (int i = 0; i < x.rank(); ++i) {
    if (i != at) order.push_back(i);
  }
  order.push_back(at);
  const Tensor y = detail::emit_unary(detail::op_log_sum_exp, at == x.rank() - 1 ? x : transpose(x, order));
  return keepdims ? expand_dims(y, at) : y;
}

}  // namespace glia::ops
