#include "glia/metrics/specificity_at_sensitivity.hpp"

#include "glia/metrics/confusion.hpp"

namespace glia::metrics {

void SpecificityAtSensitivity::fields(Fields& f) {
  f("sensitivity", &SpecificityAtSensitivity::sensitivity)("num_thresholds", &SpecificityAtSensitivity::num_thresholds)(
      "class_id", &SpecificityAtSensitivity::class_id)("name", &SpecificityAtSensitivity::name);
}

std::vector<MetricState> SpecificityAtSensitivity::state() const {
  detail::require_share(name, "sensitivity", sensitivity);
  return detail::confusion_state(Shape{detail::spaced_thresholds(name, num_thresholds).count()});
}

Tensors SpecificityAtSensitivity::update(const Tensors& state, const Tensor& target, const Tensor& output,
                                         const Tensor& weight) const {
  const detail::Confusion counts{
      .where = name, .thresholds = detail::spaced_thresholds(name, num_thresholds), .class_id = class_id};
  return detail::add_confusion(state, counts.of(target, output, weight));
}

Tensor SpecificityAtSensitivity::result(const Tensors& state) const {
  const detail::ConfusionCounts all = detail::confusion_of(state);
  return detail::best_under(detail::recall_of(all), sensitivity, detail::specificity_of(all));
}

}  // namespace glia::metrics
