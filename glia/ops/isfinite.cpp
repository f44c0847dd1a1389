#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"

namespace glia::detail {

extern constinit const Op op_isfinite{
    .name = "isfinite",
    .traits = kElementwise | kIntegerResult,
    .arity = 1,
    .infer = boolean_like_input,
    .gradient = not_differentiable,
    .scalar = {.unary = [](double x) { return std::isfinite(x) ? 1.0 : 0.0; }},
    .onnx = "",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor isfinite(const Tensor& x) { return detail::emit(detail::op_isfinite, {detail::as_real(x)}); }
}  // namespace glia::ops
