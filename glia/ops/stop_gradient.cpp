#include "glia/ops/common.hpp"
#include "glia/ops/copy_elements.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

extern constinit const Op op_stop_gradient{
    .name = "stop_gradient",
    .traits = kAlias,
    .arity = 1,
    .infer = same_as_input,
    .gradient = not_differentiable,
    .reference = copy_elements,
    .onnx = "Identity",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor stop_gradient(const Tensor& x) { return detail::emit(detail::op_stop_gradient, {x}); }
}  // namespace glia::ops
