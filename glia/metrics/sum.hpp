#pragma once
#include <string>
#include <vector>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Σ w·output; the target is not read.  (n, …)
struct Sum {
  std::string name = "sum";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
