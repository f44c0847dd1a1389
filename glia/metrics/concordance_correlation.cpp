#include "glia/metrics/concordance_correlation.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::metrics {

void ConcordanceCorrelation::fields(Fields& f) {
  f("axis", &ConcordanceCorrelation::axis)("name", &ConcordanceCorrelation::name);
}

Tensor ConcordanceCorrelation::values(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const int along = static_cast<int>(axis);
  const Tensor t_mean = ops::mean(t, {along}, true);
  const Tensor y_mean = ops::mean(y, {along}, true);
  const Tensor norm = ops::var(t, {along}, true) + ops::var(y, {along}, true) + ops::square(t_mean - y_mean);
  return ops::mean((t - y_mean) * (y - y_mean) * 2 / (norm + detail::kEpsilon), {along});
}

}  // namespace glia::metrics
