#include "glia/metrics/categorical_crossentropy.hpp"

#include "glia/losses/categorical_crossentropy.hpp"

namespace glia::metrics {

void CategoricalCrossentropy::fields(Fields& f) {
  f("from_logits", &CategoricalCrossentropy::from_logits)("label_smoothing", &CategoricalCrossentropy::label_smoothing)(
      "axis", &CategoricalCrossentropy::axis)("name", &CategoricalCrossentropy::name);
}

Tensor CategoricalCrossentropy::values(const Tensor& target, const Tensor& output) const {
  return losses::CategoricalCrossentropy{
      .from_logits = from_logits, .label_smoothing = label_smoothing, .axis = axis, .name = name}(target, output);
}

}  // namespace glia::metrics
