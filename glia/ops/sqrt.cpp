#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_sqrt{
    .name = "sqrt",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * 0.5 / c.y[0]}; },
    .scalar = {.unary = [](double x) { return std::sqrt(x); }},
    .onnx = "Sqrt",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor sqrt(const Tensor& x) { return detail::emit_unary(detail::op_sqrt, x); }
}  // namespace glia::ops
