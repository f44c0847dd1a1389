#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"

namespace glia::detail {

extern constinit const Op op_equal{
    .name = "equal",
    .traits = kElementwise | kCommutative | kIntegerResult,
    .arity = 2,
    .infer = boolean_like_input,
    .gradient = not_differentiable,
    .scalar = {.binary = [](double a, double b) { return a == b ? 1.0 : 0.0; },
               .integer = [](std::int64_t a, std::int64_t b) { return std::int64_t{a == b}; }},
    .onnx = "Equal",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor equal(const Tensor& a, const Tensor& b) { return detail::emit_binary(detail::op_equal, a, b); }
}  // namespace glia::ops
