#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of whether fewer than k classes have a higher output than the class of the label; with from_sorted_ids the
/// output holds class numbers, the likeliest first, and the label must be one of the first k.  labels (n, …), (n, …,
/// classes) ValueError unless k ≥ 1.
struct SparseTopKCategoricalAccuracy {
  Dim k = 5;
  bool from_sorted_ids = false;
  std::string name = "sparse_top_k_categorical_accuracy";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
