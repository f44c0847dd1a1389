#include "glia/metrics/sensitivity_at_specificity.hpp"

#include "glia/metrics/confusion.hpp"

namespace glia::metrics {

void SensitivityAtSpecificity::fields(Fields& f) {
  f("specificity", &SensitivityAtSpecificity::specificity)("num_thresholds", &SensitivityAtSpecificity::num_thresholds)(
      "class_id", &SensitivityAtSpecificity::class_id)("name", &SensitivityAtSpecificity::name);
}

std::vector<MetricState> SensitivityAtSpecificity::state() const {
  detail::require_share(name, "specificity", specificity);
  return detail::confusion_state(Shape{detail::spaced_thresholds(name, num_thresholds).count()});
}

Tensors SensitivityAtSpecificity::update(const Tensors& state, const Tensor& target, const Tensor& output,
                                         const Tensor& weight) const {
  const detail::Confusion counts{
      .where = name, .thresholds = detail::spaced_thresholds(name, num_thresholds), .class_id = class_id};
  return detail::add_confusion(state, counts.of(target, output, weight));
}

Tensor SensitivityAtSpecificity::result(const Tensors& state) const {
  const detail::ConfusionCounts all = detail::confusion_of(state);
  return detail::best_under(detail::specificity_of(all), specificity, detail::recall_of(all));
}

}  // namespace glia::metrics
