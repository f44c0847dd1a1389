#include <algorithm>
#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/last_axis.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"

namespace glia::detail {
namespace {

void row(std::span<const double> in, std::span<double> out) {
  double top = in.empty() ? 0 : in[0];
  for (const double x : in) top = x > top || x != x ? x : top;
  double total = 0;
  for (std::size_t i = 0; i < in.size(); ++i) total += out[i] = std::exp(in[i] - top);
  for (double& y : out) y /= total;
}

Tensors gradient(const GradientCall& c) {
  const Tensor weighted = c.dy[0] * c.y[0];
  return {weighted - c.y[0] * sum_rows(weighted)};
}

}  // namespace

extern constinit const Op op_softmax{
    .name = "softmax",
    .arity = 1,
    .infer = real_rows,
    .gradient = gradient,
    .reference = [](const ReferenceCall& c) { for_each_row(c, row); },
    .onnx = "Softmax",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor softmax(const Tensor& x, int axis) { return detail::along_axis(detail::op_softmax, x, axis); }
}  // namespace glia::ops
