#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of the loss of the same name.  (n, …, k), (n, …, k)
struct MeanSquaredLogarithmicError {
  std::string name = "mean_squared_logarithmic_error";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
