#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_add{
    .name = "add",
    .traits = kElementwise | kCommutative,
    .arity = 2,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {c.dy[0], c.dy[0]};
    },
    .scalar = {.binary = [](double a, double b) { return a + b; },
               .integer = [](std::int64_t a, std::int64_t b) { return a + b; }},
    .onnx = "Add",
};

}  // namespace glia::detail

namespace glia {
Tensor operator+(const Tensor& a, const Tensor& b) { return detail::emit_binary(detail::op_add, a, b); }
}  // namespace glia

namespace glia::ops {
Tensor add(const Tensor& a, const Tensor& b) { return a + b; }
}  // namespace glia::ops
