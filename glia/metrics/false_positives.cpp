#include "glia/metrics/false_positives.hpp"

#include "glia/metrics/confusion.hpp"
#include "glia/ops/math.hpp"

namespace glia::metrics {

void FalsePositives::fields(Fields& f) { f("thresholds", &FalsePositives::thresholds)("name", &FalsePositives::name); }

std::vector<MetricState> FalsePositives::state() const {
  return {{"accumulator", {detail::thresholds_or(name, thresholds, 0.5).count()}}};
}

Tensors FalsePositives::update(const Tensors& state, const Tensor& target, const Tensor& output,
                               const Tensor& weight) const {
  const detail::Confusion counts{.where = name, .thresholds = detail::thresholds_or(name, thresholds, 0.5)};
  return {state[0] + counts.of(target, output, weight).false_positives};
}

Tensor FalsePositives::result(const Tensors& state) const { return detail::one_or_all(state[0]); }

}  // namespace glia::metrics
