#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean over the samples of the correlation of target and output along `axis`: mean((t − t̄)·(y − ȳ)) / (σt·σy); NaN
/// where one of them is constant.  (n, …, k), (n, …, k)
struct PearsonCorrelation {
  Dim axis = -1;
  std::string name = "pearson_correlation";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
