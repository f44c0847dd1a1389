#include "glia/metrics/one_hot_mean_iou.hpp"

#include "glia/metrics/iou_matrix.hpp"

namespace glia::metrics {

void OneHotMeanIoU::fields(Fields& f) {
  f("num_classes", &OneHotMeanIoU::num_classes)("ignore_class", &OneHotMeanIoU::ignore_class)(
      "sparse_y_pred", &OneHotMeanIoU::sparse_y_pred)("axis", &OneHotMeanIoU::axis)("name", &OneHotMeanIoU::name);
}

std::vector<MetricState> OneHotMeanIoU::state() const {
  return detail::IouMatrix{name,          num_classes, detail::all_classes(num_classes), ignore_class, false,
                           sparse_y_pred, axis}
      .state();
}

Tensors OneHotMeanIoU::update(const Tensors& state, const Tensor& target, const Tensor& output,
                              const Tensor& weight) const {
  return detail::IouMatrix{name,          num_classes, detail::all_classes(num_classes), ignore_class, false,
                           sparse_y_pred, axis}
      .update(state, target, output, weight);
}

Tensor OneHotMeanIoU::result(const Tensors& state) const {
  return detail::IouMatrix{name,          num_classes, detail::all_classes(num_classes), ignore_class, false,
                           sparse_y_pred, axis}
      .result(state);
}

}  // namespace glia::metrics
