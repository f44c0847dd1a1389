#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_cos{
    .name = "cos",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {-(c.dy[0] * ops::sin(c.x[0]))}; },
    .scalar = {.unary = [](double x) { return std::cos(x); }},
    .onnx = "Cos",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor cos(const Tensor& x) { return detail::emit_unary(detail::op_cos, x); }
}  // namespace glia::ops
