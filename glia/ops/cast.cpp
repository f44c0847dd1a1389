#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) { return {{call.inputs[0].shape, call.attributes.dtype("dtype")}}; }

Tensors gradient(const GradientCall& c) {
  const DType from = c.x[0].dtype();
  return {from.is_real() ? ops::cast(c.dy[0], from) : Tensor()};
}

}  // namespace

extern constinit const Op op_cast{
    .name = "cast",
    .traits = kElementwise,
    .arity = 1,
    .infer = infer,
    .gradient = gradient,
    .scalar = {.unary = [](double x) { return x; }},
    .onnx = "Cast",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor cast(const Tensor& x, DType dtype) {
  if (const double* value = detail::constant_value(x); value != nullptr && dtype.is_real()) return detail::as(x, dtype);
  if (x.dtype() == dtype) return x;
  return detail::emit(detail::op_cast, {x}, {{"dtype", std::string(dtype.name())}});
}

}  // namespace glia::ops
