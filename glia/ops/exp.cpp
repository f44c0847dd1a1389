#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_exp{
    .name = "exp",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * c.y[0]}; },
    .scalar = {.unary = [](double x) { return std::exp(x); }},
    .onnx = "Exp",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor exp(const Tensor& x) { return detail::emit_unary(detail::op_exp, x); }
}  // namespace glia::ops
