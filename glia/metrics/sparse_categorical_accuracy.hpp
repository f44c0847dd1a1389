#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of target = argmax(output) over the last axis; the first of equals.  labels (n, …), (n, …, classes)
struct SparseCategoricalAccuracy {
  std::string name = "sparse_categorical_accuracy";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
