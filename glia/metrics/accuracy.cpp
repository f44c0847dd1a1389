#include "glia/metrics/accuracy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {

void Accuracy::fields(Fields& f) { f("name", &Accuracy::name); }

Tensor Accuracy::values(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return ops::cast(ops::equal(t, y), f32);
}

}  // namespace glia::metrics
