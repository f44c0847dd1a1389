#include "glia/metrics/f1_score.hpp"

#include "glia/metrics/f_score.hpp"

namespace glia::metrics {

void F1Score::fields(Fields& f) {
  f("average", &F1Score::average)("threshold", &F1Score::threshold)("name", &F1Score::name);
}

std::vector<MetricState> F1Score::state(const Shape& output) const {
  return detail::FScore{name, average, 1, threshold}.state(output);
}

Tensors F1Score::update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const {
  return detail::FScore{name, average, 1, threshold}.update(state, target, output, weight);
}

Tensor F1Score::result(const Tensors& state) const { return detail::FScore{name, average, 1, threshold}.result(state); }

}  // namespace glia::metrics
