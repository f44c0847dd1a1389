#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_divide{
    .name = "divide",
    .traits = kElementwise,
    .arity = 2,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {c.dy[0] / c.x[1], -(c.dy[0] * c.y[0] / c.x[1])};
    },
    .scalar = {.binary = [](double a, double b) { return a / b; }},
    .onnx = "Div",
};

}  // namespace glia::detail

namespace glia {
Tensor operator/(const Tensor& a, const Tensor& b) { return detail::emit_real_binary(detail::op_divide, a, b); }
}  // namespace glia

namespace glia::ops {
Tensor divide(const Tensor& a, const Tensor& b) { return a / b; }
}  // namespace glia::ops
