#include "glia/ops/common.hpp"
#include "glia/ops/extremum.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

extern constinit const Op op_minimum{
    .name = "minimum",
    .traits = kElementwise | kCommutative,
    .arity = 2,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {chosen(c, ops::less(c.x[0], c.x[1])), chosen(c, ops::less(c.x[1], c.x[0]))};
    },
    .scalar = {.binary = [](double a, double b) { return a < b || a != a ? a : b; },
               .integer = [](std::int64_t a, std::int64_t b) { return a < b ? a : b; }},
    .onnx = "Min",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor minimum(const Tensor& a, const Tensor& b) { return detail::emit_binary(detail::op_minimum, a, b); }
}  // namespace glia::ops
