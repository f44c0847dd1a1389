#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// The coefficient of determination 1 − Σ w·(t − y)² / Σ w·(t − t̄)² of each column; a constant target gives 0.
/// class_aggregation: "uniform_average" is the mean over the columns, "variance_weighted_average" weighs them by the
/// variance of the target, none leaves one score a column. num_regressors p: the adjusted score 1 − (1 − R²)·(n − 1) /
/// (n − p − 1), n the numbers seen, where n > p + 1. (n, k), (n, k). ValueError for another class_aggregation and for
/// num_regressors below 0.
struct R2Score {
  std::optional<std::string> class_aggregation = "uniform_average";
  Dim num_regressors = 0;
  std::string name = "r2_score";

  static void fields(Fields& f);
  std::vector<MetricState> state(const Shape& output) const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
