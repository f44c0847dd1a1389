#include "glia/metrics/true_positives.hpp"

#include "glia/metrics/confusion.hpp"
#include "glia/ops/math.hpp"

namespace glia::metrics {

void TruePositives::fields(Fields& f) { f("thresholds", &TruePositives::thresholds)("name", &TruePositives::name); }

std::vector<MetricState> TruePositives::state() const {
  return {{"accumulator", {detail::thresholds_or(name, thresholds, 0.5).count()}}};
}

Tensors TruePositives::update(const Tensors& state, const Tensor& target, const Tensor& output,
                              const Tensor& weight) const {
  const detail::Confusion counts{.where = name, .thresholds = detail::thresholds_or(name, thresholds, 0.5)};
  return {state[0] + counts.of(target, output, weight).true_positives};
}

Tensor TruePositives::result(const Tensors& state) const { return detail::one_or_all(state[0]); }

}  // namespace glia::metrics
