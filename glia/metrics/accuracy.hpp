#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of target = output, number by number.  (n, …), (n, …)
/// By the name "accuracy" a model chooses the accuracy that fits its loss (resolve_accuracy.hpp).
struct Accuracy {
  std::string name = "accuracy";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
