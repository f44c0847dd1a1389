#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean over the samples of 2·mean((t − ȳ)·(y − ȳ)) / (σt² + σy² + (t̄ − ȳ)² + 1e-7) along `axis`, as running Keras has
/// it. (n, …, k), (n, …, k). Source: Lin 1989, Biometrics 45.
struct ConcordanceCorrelation {
  Dim axis = -1;
  std::string name = "concordance_correlation";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
