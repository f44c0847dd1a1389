#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/base/optional_dim.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// The highest recall among num_thresholds evenly spaced thresholds at which the precision is at least that given; 0 if
/// there is none. class_id: of that class alone.  (n, …, classes), (n, …, classes) ValueError unless 0 ≤ precision ≤ 1,
/// num_thresholds ≥ 1 and class_id lies in [0, classes).
struct RecallAtPrecision {
  double precision = 0.5;
  Dim num_thresholds = 200;
  std::optional<Dim> class_id = {};
  std::string name = "recall_at_precision";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
