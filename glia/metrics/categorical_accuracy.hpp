#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of argmax(target) = argmax(output) over the last axis; the first of equals.  (n, …, classes), (n, …, classes)
struct CategoricalAccuracy {
  std::string name = "categorical_accuracy";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
