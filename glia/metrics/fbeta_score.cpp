#include "glia/metrics/fbeta_score.hpp"

#include "glia/metrics/f_score.hpp"

namespace glia::metrics {

void FBetaScore::fields(Fields& f) {
  f("average", &FBetaScore::average)("beta", &FBetaScore::beta)("threshold", &FBetaScore::threshold)("name",
                                                                                                     &FBetaScore::name);
}

std::vector<MetricState> FBetaScore::state(const Shape& output) const {
  return detail::FScore{name, average, beta, threshold}.state(output);
}

Tensors FBetaScore::update(const Tensors& state, const Tensor& target, const Tensor& output,
                           const Tensor& weight) const {
  return detail::FScore{name, average, beta, threshold}.update(state, target, output, weight);
}

Tensor FBetaScore::result(const Tensors& state) const {
  return detail::FScore{name, average, beta, threshold}.result(state);
}

}  // namespace glia::metrics
