#include "glia/metrics/binary_iou.hpp"

#include "glia/metrics/iou_matrix.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {

void BinaryIoU::fields(Fields& f) {
  f("target_class_ids", &BinaryIoU::target_class_ids)("threshold", &BinaryIoU::threshold)("name", &BinaryIoU::name);
}

std::vector<MetricState> BinaryIoU::state() const {
  return detail::IouMatrix{name, 2, target_class_ids.values(), {}, true, true, -1}.state();
}

Tensors BinaryIoU::update(const Tensors& state, const Tensor& target, const Tensor& output,
                          const Tensor& weight) const {
  return detail::IouMatrix{name, 2, target_class_ids.values(), {}, true, true, -1}.update(
      state, target, ops::cast(ops::greater_equal(output, threshold), i32), weight);
}

Tensor BinaryIoU::result(const Tensors& state) const {
  return detail::IouMatrix{name, 2, target_class_ids.values(), {}, true, true, -1}.result(state);
}

}  // namespace glia::metrics
