#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_sign{
    .name = "sign",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = not_differentiable,
    .scalar = {.unary = [](double x) { return x > 0   ? 1.0
                                              : x < 0 ? -1.0
                                                      : x; }},
    .onnx = "Sign",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor sign(const Tensor& x) { return detail::emit(detail::op_sign, {x}); }
}  // namespace glia::ops
