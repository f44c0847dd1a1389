#include "glia/metrics/sparse_categorical_crossentropy.hpp"

#include "glia/losses/sparse_categorical_crossentropy.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {
namespace {

losses::SparseCategoricalCrossentropy loss_of(const SparseCategoricalCrossentropy& m) {
  return {.from_logits = m.from_logits, .ignore_class = m.ignore_class, .axis = m.axis, .name = m.name};
}

}  // namespace

void SparseCategoricalCrossentropy::fields(Fields& f) {
  f("from_logits", &SparseCategoricalCrossentropy::from_logits)(
      "ignore_class", &SparseCategoricalCrossentropy::ignore_class)("axis", &SparseCategoricalCrossentropy::axis)(
      "name", &SparseCategoricalCrossentropy::name);
}

Tensor SparseCategoricalCrossentropy::values(const Tensor& target, const Tensor& output) const {
  return loss_of(*this)(target, output);
}

Tensor SparseCategoricalCrossentropy::weight(const Tensor& target, const Tensor& output, const Tensor& given) const {
  if (!given.valid() || !ignore_class) return given;
  const Tensor counts = ops::cast(loss_of(*this).mask(target, output, {}), f32);
  return ops::cast(detail::fitted_weight(given, counts.shape()), f32) * counts;
}

}  // namespace glia::metrics
