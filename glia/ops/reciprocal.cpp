#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_reciprocal{
    .name = "reciprocal",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {-(c.dy[0] * ops::square(c.y[0]))}; },
    .scalar = {.unary = [](double x) { return 1 / x; }},
    .onnx = "Reciprocal",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor reciprocal(const Tensor& x) { return detail::emit_unary(detail::op_reciprocal, x); }
}  // namespace glia::ops
