#include "glia/metrics/pearson_correlation.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::metrics {

void PearsonCorrelation::fields(Fields& f) { f("axis", &PearsonCorrelation::axis)("name", &PearsonCorrelation::name); }

Tensor PearsonCorrelation::values(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const int along = static_cast<int>(axis);
  const auto scaled = [&](const Tensor& x) {
    const Tensor centred = x - ops::mean(x, {along}, true);
    return centred / ops::std(centred, {along}, true);
  };
  return ops::mean(scaled(t) * scaled(y), {along});
}

}  // namespace glia::metrics
