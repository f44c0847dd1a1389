#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_sin{
    .name = "sin",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * ops::cos(c.x[0])}; },
    .scalar = {.unary = [](double x) { return std::sin(x); }},
    .onnx = "Sin",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor sin(const Tensor& x) { return detail::emit_unary(detail::op_sin, x); }
}  // namespace glia::ops
