#pragma once
#include <string>
#include <vector>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// √ of the mean of (output − target)².  (n, …, k), (n, …, k)
struct RootMeanSquaredError {
  std::string name = "root_mean_squared_error";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
