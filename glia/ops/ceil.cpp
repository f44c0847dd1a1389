#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_ceil{
    .name = "ceil",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = not_differentiable,
    .scalar = {.unary = [](double x) { return std::ceil(x); }},
    .onnx = "Ceil",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor ceil(const Tensor& x) { return x.dtype().is_real() ? detail::emit_unary(detail::op_ceil, x) : x; }
}  // namespace glia::ops
