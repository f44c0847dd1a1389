#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_rsqrt{
    .name = "rsqrt",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * -0.5 * c.y[0] * ops::square(c.y[0])}; },
    .scalar = {.unary = [](double x) { return 1 / std::sqrt(x); }},
    .onnx = "",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor rsqrt(const Tensor& x) { return detail::emit_unary(detail::op_rsqrt, x); }
}  // namespace glia::ops
