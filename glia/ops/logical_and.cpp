#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/truth.hpp"

namespace glia::detail {

extern constinit const Op op_logical_and{
    .name = "logical_and",
    .traits = kElementwise | kCommutative | kIntegerResult,
    .arity = 2,
    .infer = boolean_like_input,
    .gradient = not_differentiable,
    .scalar = {.binary = [](double a, double b) { return a != 0 && b != 0 ? 1.0 : 0.0; }},
    .onnx = "And",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor logical_and(const Tensor& a, const Tensor& b) {
  return detail::emit_binary(detail::op_logical_and, detail::truth(a), detail::truth(b));
}

}  // namespace glia::ops
