#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_log1p{
    .name = "log1p",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] / (c.x[0] + 1)}; },
    .scalar = {.unary = [](double x) { return std::log1p(x); }},
    .onnx = "",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor log1p(const Tensor& x) { return detail::emit_unary(detail::op_log1p, x); }
}  // namespace glia::ops
