#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_round{
    .name = "round",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = not_differentiable,
    .scalar = {.unary = [](double x) { return std::nearbyint(x); }},
    .onnx = "Round",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor round(const Tensor& x) { return x.dtype().is_real() ? detail::emit_unary(detail::op_round, x) : x; }
}  // namespace glia::ops
