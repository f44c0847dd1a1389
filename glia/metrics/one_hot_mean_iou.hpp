#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/base/optional_dim.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// MeanIoU with one-hot targets (n, …, classes), and outputs of the same form unless sparse_y_pred.
/// Numbers outside [0, num_classes) and those of ignore_class do not count. Weights are truncated to whole numbers, as
/// in Keras. ValueError unless num_classes ≥ 1.
struct OneHotMeanIoU {
  Dim num_classes = 0;
  std::optional<Dim> ignore_class = {};
  bool sparse_y_pred = false;
  Dim axis = -1;
  std::string name = "one_hot_mean_io_u";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
