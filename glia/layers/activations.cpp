#include "glia/layers/activations.hpp"

#include <cmath>
#include <numbers>

#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"

namespace glia {
namespace {

constexpr double kSeluScale = 1.0507009873554804934193349852946;
constexpr double kSeluAlpha = 1.6732632423543772848170429916717;

/// e^x − 1 where x ≤ 0. The inner choice keeps e^x finite on the side that is not taken, whose gradient is 0·∞
/// otherwise; minimum(x, 0) would halve the gradient at 0.
Tensor positive_or_expm1(const Tensor& x, double alpha) {
  const Tensor positive = ops::greater(x, 0);
  return ops::select(positive, x, ops::expm1(ops::select(positive, 0, x)) * alpha);
}

}  // namespace

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

Tensor relu(Tensor x, double negative_slope, double max_value, double threshold) {
  Tensor y = threshold == 0 ? ops::relu(x) : ops::select(ops::greater(x, threshold), x, 0);
  if (std::isfinite(max_value)) y = ops::clip(y, 0, max_value);
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
  return ops::select(ops::greater_equal(x, 0), x, x * negative_slope);
}

}  // namespace glia
