#include "glia/ops/common.hpp"
#include "glia/ops/last_axis.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"

namespace glia::detail {
namespace {

void row(std::span<const double> in, std::span<double> out) {
  const double total = log_sum_exp(in);
  for (std::size_t i = 0; i < in.size(); ++i) out[i] = in[i] - total;
}

Tensors gradient(const GradientCall& c) { return {c.dy[0] - ops::exp(c.y[0]) * sum_rows(c.dy[0])}; }

}  // namespace

extern constinit const Op op_log_softmax{
    .name = "log_softmax",
    .arity = 1,
    .infer = real_rows,
    .gradient = gradient,
    .reference = [](const ReferenceCall& c) { for_each_row(c, row); },
    .onnx = "LogSoftmax",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor log_softmax(const Tensor& x, int axis) { return detail::along_axis(detail::op_log_softmax, x, axis); }
}  // namespace glia::ops
