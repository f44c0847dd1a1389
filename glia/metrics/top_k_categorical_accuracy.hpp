#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of whether fewer than k classes have a higher output than the class of the target, argmax(target).
/// (n, …, classes), (n, …, classes). ValueError unless k ≥ 1.
struct TopKCategoricalAccuracy {
  Dim k = 5;
  std::string name = "top_k_categorical_accuracy";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
