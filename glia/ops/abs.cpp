#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_abs{
    .name = "abs",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] * ops::sign(c.x[0])}; },
    .scalar = {.unary = [](double x) { return std::abs(x); }},
    .onnx = "Abs",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor abs(const Tensor& x) { return detail::emit(detail::op_abs, {x}); }
}  // namespace glia::ops
