#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_tanh{
    .name = "tanh",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * (1 - ops::square(c.y[0]))}; },
    .scalar = {.unary = [](double x) { return std::tanh(x); }},
    .onnx = "Tanh",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor tanh(const Tensor& x) { return detail::emit_unary(detail::op_tanh, x); }
}  // namespace glia::ops
