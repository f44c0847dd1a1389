#include "glia/metrics/binary_accuracy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {

void BinaryAccuracy::fields(Fields& f) { f("threshold", &BinaryAccuracy::threshold)("name", &BinaryAccuracy::name); }

Tensor BinaryAccuracy::values(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return ops::cast(ops::equal(t, ops::cast(ops::greater(y, threshold), t.dtype())), f32);
}

}  // namespace glia::metrics
