#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_multiply{
    .name = "multiply",
    .traits = kElementwise | kCommutative,
    .arity = 2,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {c.dy[0] * c.x[1], c.dy[0] * c.x[0]};
    },
    .scalar = {.binary = [](double a, double b) { return a * b; },
               .integer = [](std::int64_t a, std::int64_t b) { return a * b; }},
    .onnx = "Mul",
};

}  // namespace glia::detail

namespace glia {
Tensor operator*(const Tensor& a, const Tensor& b) { return detail::emit_binary(detail::op_multiply, a, b); }
}  // namespace glia

namespace glia::ops {
Tensor multiply(const Tensor& a, const Tensor& b) { return a * b; }
}  // namespace glia::ops
