#include "glia/metrics/iou.hpp"

#include "glia/metrics/iou_matrix.hpp"

namespace glia::metrics {

void IoU::fields(Fields& f) {
  f("num_classes", &IoU::num_classes)("target_class_ids", &IoU::target_class_ids)("ignore_class", &IoU::ignore_class)(
      "sparse_y_true", &IoU::sparse_y_true)("sparse_y_pred", &IoU::sparse_y_pred)("axis", &IoU::axis)("name",
                                                                                                      &IoU::name);
}

std::vector<MetricState> IoU::state() const {
  return detail::IouMatrix{name,          num_classes, target_class_ids.values(), ignore_class, sparse_y_true,
                           sparse_y_pred, axis}
      .state();
}

Tensors IoU::update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const {
  return detail::IouMatrix{name,          num_classes, target_class_ids.values(), ignore_class, sparse_y_true,
                           sparse_y_pred, axis}
      .update(state, target, output, weight);
}

Tensor IoU::result(const Tensors& state) const {
  return detail::IouMatrix{name,          num_classes, target_class_ids.values(), ignore_class, sparse_y_true,
                           sparse_y_pred, axis}
      .result(state);
}

}  // namespace glia::metrics
