// internal
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/metrics/metric.hpp"

namespace glia::detail {

/// What the metrics of intersection over union share: a matrix of counts, targets × predictions.
struct IouMatrix {
  const std::string& where;
  std::int64_t num_classes;
  std::vector<std::int64_t> targets;  ///< the classes whose mean is taken
  std::optional<Dim> ignore_class;
  bool sparse_y_true;
  bool sparse_y_pred;
  Dim axis;

  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

/// 0, 1, …, count − 1
std::vector<std::int64_t> all_classes(std::int64_t count);

}  // namespace glia::detail
