#include "glia/ops/common.hpp"
#include "glia/ops/extremum.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_maximum{
    .name = "maximum",
    .traits = kElementwise | kCommutative,
    .arity = 2,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {chosen(c, ops::greater(c.x[0], c.x[1])), chosen(c, ops::greater(c.x[1], c.x[0]))};
    },
    .scalar = {.binary = [](double a, double b) { return a > b || a != a ? a : b; },
               .integer = [](std::int64_t a, std::int64_t b) { return a > b ? a : b; }},
    .onnx = "Max",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor maximum(const Tensor& a, const Tensor& b) { return detail::emit_binary(detail::op_maximum, a, b); }
}  // namespace glia::ops
