#include "glia/metrics/precision_at_recall.hpp"

#include "glia/metrics/confusion.hpp"

namespace glia::metrics {

void PrecisionAtRecall::fields(Fields& f) {
  f("recall", &PrecisionAtRecall::recall)("num_thresholds", &PrecisionAtRecall::num_thresholds)(
      "class_id", &PrecisionAtRecall::class_id)("name", &PrecisionAtRecall::name);
}

std::vector<MetricState> PrecisionAtRecall::state() const {
  detail::require_share(name, "recall", recall);
  return detail::confusion_state(Shape{detail::spaced_thresholds(name, num_thresholds).count()});
}

Tensors PrecisionAtRecall::update(const Tensors& state, const Tensor& target, const Tensor& output,
                                  const Tensor& weight) const {
  const detail::Confusion counts{
      .where = name, .thresholds = detail::spaced_thresholds(name, num_thresholds), .class_id = class_id};
  return detail::add_confusion(state, counts.of(target, output, weight));
}

Tensor PrecisionAtRecall::result(const Tensors& state) const {
  const detail::ConfusionCounts all = detail::confusion_of(state);
  return detail::best_under(detail::recall_of(all), recall, detail::precision_of(all));
}

}  // namespace glia::metrics
