#include <cmath>
#include <numbers>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_erf{
    .name = "erf",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {c.dy[0] * (2 * std::numbers::inv_sqrtpi) * ops::exp(-ops::square(c.x[0]))};
    },
    .scalar = {.unary = [](double x) { return std::erf(x); }},
    .onnx = "Erf",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor erf(const Tensor& x) { return detail::emit_unary(detail::op_erf, x); }
}  // namespace glia::ops
