#include "glia/metrics/false_negatives.hpp"

#include "glia/metrics/confusion.hpp"
#include "glia/ops/math.hpp"

namespace glia::metrics {

void FalseNegatives::fields(Fields& f) { f("thresholds", &FalseNegatives::thresholds)("name", &FalseNegatives::name); }

std::vector<MetricState> FalseNegatives::state() const {
  return {{"accumulator", {detail::thresholds_or(name, thresholds, 0.5).count()}}};
}

Tensors FalseNegatives::update(const Tensors& state, const Tensor& target, const Tensor& output,
                               const Tensor& weight) const {
  const detail::Confusion counts{.where = name, .thresholds = detail::thresholds_or(name, thresholds, 0.5)};
  return {state[0] + counts.of(target, output, weight).false_negatives};
}

Tensor FalseNegatives::result(const Tensors& state) const { return detail::one_or_all(state[0]); }

}  // namespace glia::metrics
