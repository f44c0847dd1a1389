#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/base/optional_dim.hpp"
#include "glia/base/sizes.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean over target_class_ids of the intersection over union, TP / (TP + FP + FN); classes that do not occur are left
/// out. sparse_y_true, sparse_y_pred: class numbers (n, …), otherwise scores (…, classes) along `axis` whose argmax is
/// taken. Numbers outside [0, num_classes) and those of ignore_class do not count. Weights are truncated to whole
/// numbers, as in Keras. ValueError unless num_classes ≥ 1 and each of target_class_ids lies in [0, num_classes).
struct IoU {
  Dim num_classes = 0;
  Sizes target_class_ids = {};
  std::optional<Dim> ignore_class = {};
  bool sparse_y_true = true;
  bool sparse_y_pred = true;
  Dim axis = -1;
  std::string name = "io_u";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
