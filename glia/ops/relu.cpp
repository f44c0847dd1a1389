#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

extern constinit const Op op_relu{
    .name = "relu",
    .traits = kElementwise,
    .arity = 1,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {c.dy[0] * ops::cast(ops::greater(c.y[0], 0), c.dy[0].dtype())};
    },
    .scalar = {.unary = [](double x) { return x <= 0 ? 0 : x; }},  // NaN stays
    .onnx = "Relu",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor relu(const Tensor& x) { return detail::emit(detail::op_relu, {x}); }
}  // namespace glia::ops
