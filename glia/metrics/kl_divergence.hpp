#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of the loss of the same name.  (n, …, k), (n, …, k)
struct KLDivergence {
  std::string name = "kl_divergence";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
