#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_square{
    .name = "square",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * 2 * c.x[0]}; },
    .scalar = {.unary = [](double x) { return x * x; }},
    .onnx = "",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor square(const Tensor& x) { return detail::emit(detail::op_square, {x}); }
}  // namespace glia::ops
