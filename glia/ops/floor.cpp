#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_floor{
    .name = "floor",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = not_differentiable,
    .scalar = {.unary = [](double x) { return std::floor(x); }},
    .onnx = "Floor",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor floor(const Tensor& x) { return x.dtype().is_real() ? detail::emit_unary(detail::op_floor, x) : x; }
}  // namespace glia::ops
