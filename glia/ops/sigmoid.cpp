#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {
namespace {

double sigmoid(double x) {
  const double e = std::exp(-std::abs(x));  // at most 1, so that nothing overflows
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

}  // namespace

extern constinit const Op op_sigmoid{
    .name = "sigmoid",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * c.y[0] * (1 - c.y[0])}; },
    .scalar = {.unary = sigmoid},
    .onnx = "Sigmoid",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor sigmoid(const Tensor& x) { return detail::emit_unary(detail::op_sigmoid, x); }
}  // namespace glia::ops
