#include <cmath>

#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {
namespace {

double real_mod(double a, double b) {
  const double rest = std::fmod(a, b);  // exact, unlike a − b·floor(a/b)
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

/// A division by 0 gives 0, as in NumPy.
std::int64_t whole_mod(std::int64_t a, std::int64_t b) {
  if (b == 0 || b == -1) return 0;
  const std::int64_t rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

}  // namespace

extern constinit const Op op_mod{
    .name = "mod",
    .traits = kElementwise,
    .arity = 2,
    .infer = same_as_input,
    .gradient = [](const GradientCall& c) -> Tensors {
      return {c.dy[0], -(c.dy[0] * ops::floor(c.x[0] / c.x[1]))};
    },
    .scalar = {.binary = real_mod, .integer = whole_mod},
};

}  // namespace glia::detail

namespace glia::ops {
Tensor mod(const Tensor& a, const Tensor& b) { return detail::emit_binary(detail::op_mod, a, b); }
}  // namespace glia::ops
