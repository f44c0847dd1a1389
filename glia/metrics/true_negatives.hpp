#pragma once
#include <string>
#include <vector>

#include "glia/base/reals.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Σ w over the numbers that are negative and predicted so: positive is a target other than 0, predicted positive an
/// output above the threshold, 0.5 by default. Several thresholds give as many sums.  (n, …), (n, …). ValueError unless
/// each lies in [0, 1].
struct TrueNegatives {
  Reals thresholds = {};
  std::string name = "true_negatives";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
