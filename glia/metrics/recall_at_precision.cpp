#include "glia/metrics/recall_at_precision.hpp"

#include "glia/metrics/confusion.hpp"

namespace glia::metrics {

void RecallAtPrecision::fields(Fields& f) {
  f("precision", &RecallAtPrecision::precision)("num_thresholds", &RecallAtPrecision::num_thresholds)(
      "class_id", &RecallAtPrecision::class_id)("name", &RecallAtPrecision::name);
}

std::vector<MetricState> RecallAtPrecision::state() const {
  detail::require_share(name, "precision", precision);
  return detail::confusion_state(Shape{detail::spaced_thresholds(name, num_thresholds).count()});
}

Tensors RecallAtPrecision::update(const Tensors& state, const Tensor& target, const Tensor& output,
                                  const Tensor& weight) const {
  const detail::Confusion counts{
      .where = name, .thresholds = detail::spaced_thresholds(name, num_thresholds), .class_id = class_id};
  return detail::add_confusion(state, counts.of(target, output, weight));
}

Tensor RecallAtPrecision::result(const Tensors& state) const {
  const detail::ConfusionCounts all = detail::confusion_of(state);
  return detail::best_under(detail::precision_of(all), precision, detail::recall_of(all));
}

}  // namespace glia::metrics
