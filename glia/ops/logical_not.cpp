#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/truth.hpp"

namespace glia::detail {

extern constinit const Op op_logical_not{
    .name = "logical_not",
    .traits = kElementwise | kIntegerResult,
    .arity = 1,
    .infer = boolean_like_input,
    .gradient = not_differentiable,
    .scalar = {.unary = [](double x) { return x == 0 ? 1.0 : 0.0; }},
    .onnx = "Not",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor logical_not(const Tensor& x) { return detail::emit(detail::op_logical_not, {detail::truth(x)}); }
}  // namespace glia::ops
