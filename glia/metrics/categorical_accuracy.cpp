#include "glia/metrics/categorical_accuracy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {

void CategoricalAccuracy::fields(Fields& f) { f("name", &CategoricalAccuracy::name); }

Tensor CategoricalAccuracy::values(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::one_hot_target(name, target, output);
  return ops::cast(ops::equal(ops::argmax(y), ops::argmax(t)), f32);
}

}  // namespace glia::metrics
