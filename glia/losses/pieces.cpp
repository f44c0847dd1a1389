#include "glia/losses/pieces.hpp"

#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

TargetPair signed_target(const std::string& where, const Tensor& target, const Tensor& output) {
  const auto [t, y] = matching_target(where, target, output);
  // 0 for 0 and 1, above it for all others
  const Tensor farthest = ops::max(ops::minimum(ops::abs(t), ops::abs(t - 1)));
  return {ops::where(ops::equal(farthest, 0), t * 2 - 1, t), y};
}

Tensor cosine(const Tensor& a, const Tensor& b, int axis) {
  const auto scaled = [&](const Tensor& x) {
    // The bound lies on the square, not on the root, so that the gradient of a row of zeros is finite.
    return x * ops::rsqrt(ops::maximum(ops::sum(ops::square(x), {axis}, true), kEpsilon * kEpsilon));
  };
  return ops::sum(scaled(a) * scaled(b), {axis});
}

Tensor softplus(const Tensor& x) { return ops::relu(x) + ops::log1p(ops::exp(-ops::abs(x))); }

Tensor divide_no_nan(const Tensor& a, const Tensor& b) {
  const Tensor none = ops::equal(b, 0);
  return ops::where(none, 0, a / ops::where(none, 1, b));
}

ops::Axes axes_of(const Sizes& axes) {
  std::vector<int> out;
  for (const std::int64_t axis : axes.values()) out.push_back(static_cast<int>(axis));
  return out;
}

Tensor row_of(const Reals& numbers, DType dtype) {
  if (numbers.values().size() == 1) return numbers.values()[0];
  return Array(numbers.values()).cast(dtype);
}

}  // namespace glia::detail
