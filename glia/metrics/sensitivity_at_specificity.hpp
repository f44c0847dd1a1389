#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/base/optional_dim.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// The highest sensitivity among num_thresholds evenly spaced thresholds at which the specificity is at least that
/// given; 0 if there is none. class_id: of that class alone.  (n, …, classes), (n, …, classes) ValueError unless 0 ≤
/// specificity ≤ 1, num_thresholds ≥ 1 and class_id lies in [0, classes).
struct SensitivityAtSpecificity {
  double specificity = 0.5;
  Dim num_thresholds = 200;
  std::optional<Dim> class_id = {};
  std::string name = "sensitivity_at_specificity";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
