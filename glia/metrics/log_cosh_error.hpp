#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of the loss LogCosh, ln cosh(output − target).  (n, …, k), (n, …, k)
struct LogCoshError {
  std::string name = "logcosh";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
