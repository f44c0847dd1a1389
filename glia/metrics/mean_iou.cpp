#include "glia/metrics/mean_iou.hpp"

#include "glia/metrics/iou_matrix.hpp"

namespace glia::metrics {

void MeanIoU::fields(Fields& f) {
  f("num_classes", &MeanIoU::num_classes)("ignore_class", &MeanIoU::ignore_class)(
      "sparse_y_true", &MeanIoU::sparse_y_true)("sparse_y_pred", &MeanIoU::sparse_y_pred)("axis", &MeanIoU::axis)(
      "name", &MeanIoU::name);
}

std::vector<MetricState> MeanIoU::state() const {
  return detail::IouMatrix{name,          num_classes, detail::all_classes(num_classes), ignore_class, sparse_y_true,
                           sparse_y_pred, axis}
      .state();
}

Tensors MeanIoU::update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const {
  return detail::IouMatrix{name,          num_classes, detail::all_classes(num_classes), ignore_class, sparse_y_true,
                           sparse_y_pred, axis}
      .update(state, target, output, weight);
}

Tensor MeanIoU::result(const Tensors& state) const {
  return detail::IouMatrix{name,          num_classes, detail::all_classes(num_classes), ignore_class, sparse_y_true,
                           sparse_y_pred, axis}
      .result(state);
}

}  // namespace glia::metrics
