#include "glia/ops/probabilities.hpp"

#include <cmath>

#include "glia/ops/last_axis.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

double clipped_probability(double p, DType dtype) {
  const double low = dtype == f32 ? static_cast<double>(static_cast<float>(kProbabilityMargin)) : kProbabilityMargin;
  const double high =
      dtype == f32 ? static_cast<double>(static_cast<float>(1 - kProbabilityMargin)) : 1 - kProbabilityMargin;
  return p < low ? low : p > high ? high : p;
}

void log_probabilities(std::span<double> row, bool from_logits, DType dtype) {
  const double shift = from_logits ? log_sum_exp(row) : 0;
  double total = 0;
  for (const double p : row) total += p;
  for (double& x : row) x = from_logits ? x - shift : std::log(clipped_probability(x / total, dtype));
}

Tensor clipped_probability(const Tensor& p) { return ops::clip(p, kProbabilityMargin, 1 - kProbabilityMargin); }

Tensor inside_margin(const Tensor& p) {
  return ops::cast(ops::logical_and(ops::greater(p, kProbabilityMargin), ops::less(p, 1 - kProbabilityMargin)),
                   p.dtype());
}

Tensor rescaled(const Tensor& p) { return p / sum_rows(p); }

Tensor rescaled_gradient(const Tensor& p, const Tensor& dq) { return (dq - sum_rows(dq * rescaled(p))) / sum_rows(p); }

}  // namespace glia::detail
