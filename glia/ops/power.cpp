#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {
namespace {

/// Whole powers wrap around like products; a negative exponent gives the truncated quotient.
std::int64_t whole_power(std::int64_t base, std::int64_t exponent) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
  std::uint64_t result = 1;
  auto factor = static_cast<std::uint64_t>(base);
  for (; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result *= factor;
    factor *= factor;
  }
  return static_cast<std::int64_t>(result);
}

/// b·a^(b−1) and y·ln a, each 0 where it would be 0·∞ (b = 0 and a = 0), as in JAX.
Tensors gradient(const GradientCall& c) {
  const Tensor& a = c.x[0];
  const Tensor& b = c.x[1];
  const Tensor none = ops::equal(b, 0);
  const Tensor lowered = ops::power(a, ops::where(none, 1, b - 1));
  return {c.dy[0] * ops::where(none, 0, b * lowered), c.dy[0] * c.y[0] * ops::log(ops::where(ops::equal(a, 0), 1, a))};
}

}  // namespace

extern constinit const Op op_power{
    .name = "power",
    .traits = kElementwise,
    .arity = 2,
    .infer = same_as_input,
    .gradient = gradient,
    .scalar = {.binary = [](double a, double b) { return std::pow(a, b); }, .integer = whole_power},
    .onnx = "Pow",
};

}  // namespace glia::detail

namespace glia::ops {
Tensor power(const Tensor& a, const Tensor& b) { return detail::emit_binary(detail::op_power, a, b); }
}  // namespace glia::ops
