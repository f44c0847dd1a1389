#include "glia/metrics/sparse_top_k_categorical_accuracy.hpp"

#include <algorithm>
#include <vector>

#include "glia/losses/target.hpp"
#include "glia/metrics/top_k.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {

void SparseTopKCategoricalAccuracy::fields(Fields& f) {
  f("k", &SparseTopKCategoricalAccuracy::k)("from_sorted_ids", &SparseTopKCategoricalAccuracy::from_sorted_ids)(
      "name", &SparseTopKCategoricalAccuracy::name);
}

Tensor SparseTopKCategoricalAccuracy::values(const Tensor& target, const Tensor& output) const {
  const auto [labels, y] = detail::sparse_target(name, target, output);
  if (!from_sorted_ids) return detail::in_top_k(name, labels, y, k);
  detail::require_k(name, k);
  const Tensor hit = ops::cast(ops::equal(ops::expand_dims(ops::cast(labels, y.dtype()), -1), y), f32);
  const std::int64_t first = std::min<std::int64_t>(k, y.dim(-1));
  std::vector<std::int64_t> start(static_cast<std::size_t>(y.rank()), 0);
  std::vector<std::int64_t> stop(static_cast<std::size_t>(y.rank()), ops::kEnd);
  stop.back() = first;
  return ops::max(ops::slice(hit, start, stop), {-1});
}

}  // namespace glia::metrics
