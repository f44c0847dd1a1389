#include "glia/metrics/sparse_categorical_accuracy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {

void SparseCategoricalAccuracy::fields(Fields& f) { f("name", &SparseCategoricalAccuracy::name); }

Tensor SparseCategoricalAccuracy::values(const Tensor& target, const Tensor& output) const {
  const auto [labels, y] = detail::sparse_target(name, target, output);
  return ops::cast(ops::equal(ops::argmax(y), ops::cast(labels, i64)), f32);
}

}  // namespace glia::metrics
