#pragma once
#include <string>
#include <vector>

#include "glia/base/sizes.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean over target_class_ids (0, 1 or both) of the intersection over union, the output being 1 from the threshold on.
/// (n, …), (n, …). Weights are truncated to whole numbers, as in Keras. ValueError unless each of target_class_ids is 0
/// or 1.
struct BinaryIoU {
  Sizes target_class_ids = {0, 1};
  double threshold = 0.5;
  std::string name = "binary_io_u";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
