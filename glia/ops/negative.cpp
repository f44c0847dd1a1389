#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_negative{
    .name = "negative",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors { return {-c.dy[0]}; },
    .scalar = {.unary = [](double x) { return -x; }},
    .onnx = "Neg",
};

}  // namespace glia::detail

namespace glia {

Tensor operator-(const Tensor& x) {
  const bool unsigned_type = x.dtype() == u8 || x.dtype() == boolean;
  return detail::emit(detail::op_negative, {unsigned_type ? detail::as(x, i32) : x});
}

}  // namespace glia

namespace glia::ops {
Tensor negative(const Tensor& x) { return -x; }
}  // namespace glia::ops
