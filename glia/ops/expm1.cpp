#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_expm1{
    .name = "expm1",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * (c.y[0] + 1)}; },
    .scalar = {.unary = [](double x) { return std::expm1(x); }},
    .onnx = "",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor expm1(const Tensor& x) { return detail::emit_unary(detail::op_expm1, x); }
}  // namespace glia::ops
