#include "glia/metrics/one_hot_iou.hpp"

#include "glia/metrics/iou_matrix.hpp"

namespace glia::metrics {

void OneHotIoU::fields(Fields& f) {
  f("num_classes", &OneHotIoU::num_classes)("target_class_ids", &OneHotIoU::target_class_ids)(
      "ignore_class", &OneHotIoU::ignore_class)("sparse_y_pred", &OneHotIoU::sparse_y_pred)("axis", &OneHotIoU::axis)(
      "name", &OneHotIoU::name);
}

std::vector<MetricState> OneHotIoU::state() const {
  return detail::IouMatrix{name, num_classes, target_class_ids.values(), ignore_class, false, sparse_y_pred, axis}
      .state();
}

Tensors OneHotIoU::update(const Tensors& state, const Tensor& target, const Tensor& output,
                          const Tensor& weight) const {
  return detail::IouMatrix{name, num_classes, target_class_ids.values(), ignore_class, false, sparse_y_pred, axis}
      .update(state, target, output, weight);
}

Tensor OneHotIoU::result(const Tensors& state) const {
  return detail::IouMatrix{name, num_classes, target_class_ids.values(), ignore_class, false, sparse_y_pred, axis}
      .result(state);
}

}  // namespace glia::metrics
