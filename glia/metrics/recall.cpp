#include "glia/metrics/recall.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/metrics/confusion.hpp"
#include "glia/ops/math.hpp"

namespace glia::metrics {

void Recall::fields(Fields& f) {
  f("thresholds", &Recall::thresholds)("top_k", &Recall::top_k)("class_id", &Recall::class_id)("name", &Recall::name);
}

std::vector<MetricState> Recall::state() const {
  const Shape each{detail::thresholds_or(name, thresholds, 0.5).count()};
  return {{"true_positives", each}, {"false_negatives", each}};
}

Tensors Recall::update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const {
  const detail::Confusion counts{.where = name,
                                 .thresholds = detail::thresholds_or(name, thresholds, top_k ? detail::kBelowAll : 0.5),
                                 .top_k = top_k,
                                 .class_id = class_id};
  const detail::ConfusionCounts batch = counts.of(target, output, weight);
  return {state[0] + batch.true_positives, state[1] + batch.false_negatives};
}

Tensor Recall::result(const Tensors& state) const {
  return detail::one_or_all(detail::divide_no_nan(state[0], state[0] + state[1]));
}

}  // namespace glia::metrics
