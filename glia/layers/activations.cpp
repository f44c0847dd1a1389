#include "glia/layers/activations.hpp"

#include <cmath>
#include <numbers>

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

constexpr double kSeluScale = 1.0507009873554804934193349852946;
constexpr double kSeluAlpha = 1.6732632423543772848170429916717;

/// e^x − 1 where x ≤ 0. The inner choice keeps e^x finite on the side that is not taken, whose gradient is 0·∞
/// otherwise; minimum(x, 0) would halve the gradient at 0.
Tensor positive_or_expm1(const Tensor& x, double alpha) {
  const Tensor positive = ops::greater(x, 0);
  return ops::where(positive, x, ops::expm1(ops::where(positive, 0, x)) * alpha);
}

}  // namespace

// NOLINTBEGIN(performance-unnecessary-value-param): the overload that ActivationFn picks by type is Tensor (*)(Tensor).
Tensor linear(Tensor x) { return x; }
Tensor relu(Tensor x) { return ops::relu(x); }
Tensor sigmoid(Tensor x) { return ops::sigmoid(x); }
Tensor tanh(Tensor x) { return ops::tanh(x); }
Tensor softmax(Tensor x) { return ops::softmax(x); }
Tensor log_softmax(Tensor x) { return ops::log_softmax(x); }
Tensor elu(Tensor x) { return elu(x, 1.0); }
Tensor selu(Tensor x) { return positive_or_expm1(x, kSeluAlpha) * kSeluScale; }
Tensor gelu(Tensor x) { return gelu(x, false); }
Tensor silu(Tensor x) { return x * ops::sigmoid(x); }
Tensor softplus(Tensor x) {  // the gradient at 0 is ½: half of maximum's, none of abs's
  return ops::maximum(x, 0) + ops::log1p(ops::exp(-ops::abs(x)));
}
Tensor softsign(Tensor x) { return x / (ops::abs(x) + 1); }
Tensor leaky_relu(Tensor x) { return leaky_relu(x, 0.2); }
Tensor exponential(Tensor x) { return ops::exp(x); }
Tensor relu6(Tensor x) { return ops::clip(x, 0, 6); }
Tensor celu(Tensor x) { return celu(x, 1.0); }
Tensor glu(Tensor x) { return glu(x, -1); }
Tensor mish(Tensor x) { return x * ops::tanh(softplus(x)); }
Tensor hard_sigmoid(Tensor x) { return ops::clip(x + 3, 0, 6) / 6; }
Tensor hard_silu(Tensor x) { return x * hard_sigmoid(x); }
Tensor hard_tanh(Tensor x) { return ops::clip(x, -1, 1); }
Tensor log_sigmoid(Tensor x) { return -softplus(-x); }
Tensor tanh_shrink(Tensor x) { return x - ops::tanh(x); }
Tensor soft_shrink(Tensor x) { return soft_shrink(x, 0.5); }
Tensor hard_shrink(Tensor x) { return hard_shrink(x, 0.5); }
Tensor sparse_plus(Tensor x) {  // clip keeps the square finite on the side that is not taken
  return ops::where(ops::greater_equal(x, 1), x, ops::square(ops::clip(x, -1, 1) + 1) * 0.25);
}
Tensor sparse_sigmoid(Tensor x) { return ops::clip(x + 1, 0, 2) * 0.5; }
Tensor squareplus(Tensor x) { return squareplus(x, 4); }
Tensor sparsemax(Tensor x) { return sparsemax(x, -1); }

Tensor relu(Tensor x, double negative_slope, double max_value, double threshold) {
  Tensor y = threshold == 0 ? ops::relu(x) : ops::where(ops::greater(x, threshold), x, 0);
  if (std::isfinite(max_value)) y = threshold == 0 ? ops::minimum(y, max_value) : ops::clip(y, 0, max_value);
  if (negative_slope != 0) y = y - ops::relu(threshold - x) * negative_slope;
  return y;
}

Tensor softmax(Tensor x, int axis) { return ops::softmax(x, axis); }
Tensor log_softmax(Tensor x, int axis) { return ops::log_softmax(x, axis); }
Tensor elu(Tensor x, double alpha) { return positive_or_expm1(x, alpha); }

Tensor gelu(Tensor x, bool approximate) {
  if (!approximate) return x * 0.5 * (ops::erf(x * std::numbers::sqrt2 * 0.5) + 1);
  const double slope = std::numbers::sqrt2 * std::numbers::inv_sqrtpi;
  return x * 0.5 * (ops::tanh((x + x * x * x * 0.044715) * slope) + 1);
}

Tensor leaky_relu(Tensor x, double negative_slope) {
  return ops::where(ops::greater_equal(x, 0), x, x * negative_slope);
}

Tensor celu(Tensor x, double alpha) {
  if (alpha == 0) throw ValueError({.where = "celu", .rule = "The alpha divides x and must not be 0"});
  const Tensor positive = ops::greater(x, 0);
  return ops::where(positive, x, ops::expm1(ops::where(positive, 0, x) / alpha) * alpha);
}

Tensor glu(Tensor x, int axis) {
  const int at = x.shape().axis(axis);
  const std::int64_t size = x.shape()[at];
  if (size < 0 || size % 2 != 0) {
    throw ShapeError({.where = "glu",
                      .rule = "The axis is cut into two halves, and must have an even size other than the batch",
                      .expected = "an even size of axis " + std::to_string(axis),
                      .received = x.shape().str()});
  }
  const auto half = [&](std::int64_t from, std::int64_t to) {
    std::vector<std::int64_t> start(static_cast<std::size_t>(at) + 1, 0);
    std::vector<std::int64_t> stop(static_cast<std::size_t>(at) + 1, ops::kEnd);
    start.back() = from;
    stop.back() = to;
    return ops::slice(x, start, stop);
  };
  return half(0, size / 2) * ops::sigmoid(half(size / 2, size));
}

Tensor soft_shrink(Tensor x, double threshold) { return x - ops::clip(x, -threshold, threshold); }

Tensor hard_shrink(Tensor x, double threshold) { return ops::where(ops::greater(ops::abs(x), threshold), x, 0); }

Tensor squareplus(Tensor x, double b) {
  detail::require_not_negative("squareplus", "b", b);
  return (x + ops::sqrt(ops::square(x) + b)) * 0.5;
}

Tensor sparsemax(Tensor x, int axis) {
  const int at = x.shape().axis(axis);
  const Tensor z = x - ops::stop_gradient(ops::max(x, at, true));  // the same result, with smaller sums
  // Sorted downwards, z₍ₖ₎ is in the support if 1 + k·z₍ₖ₎ > Σ_{j≤k} z₍ⱼ₎, which is 1 > Σⱼ max(zⱼ − z₍ₖ₎, 0): no sort.
  const Tensor above = ops::relu(ops::expand_dims(z, at) - ops::expand_dims(z, at + 1));
  const Tensor support = ops::cast(ops::less(ops::sum(above, at + 1), 1), z.dtype());
  const Tensor tau = (ops::sum(z * support, at, true) - 1) / ops::sum(support, at, true);
  return ops::relu(z - tau);
}

Tensor threshold(Tensor x, double threshold, double default_value) {
  return ops::where(ops::greater(x, threshold), x, default_value);
}
// NOLINTEND(performance-unnecessary-value-param)

}  // namespace glia
