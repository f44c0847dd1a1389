#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_log{
    .name = "log",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {c.dy[0] / c.x[0]}; },
    .scalar = {.unary = [](double x) { return std::log(x); }},
    .onnx = "Log",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor log(const Tensor& x) { return detail::emit_unary(detail::op_log, x); }
}  // namespace glia::ops
