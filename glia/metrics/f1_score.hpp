#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// 2·P·R / (P + R) of precision P and recall R of each class; a row predicts the classes above `threshold`, or
/// the highest. average: none gives one score a class, "micro" counts all classes together, "macro" takes the mean,
/// "weighted" the mean by how often a class occurs.  (n, classes), (n, classes) ValueError unless average is one of
/// these, 0 < threshold ≤ 1.
struct F1Score {
  std::optional<std::string> average = {};
  std::optional<double> threshold = {};
  std::string name = "f1_score";

  static void fields(Fields& f);
  std::vector<MetricState> state(const Shape& output) const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
