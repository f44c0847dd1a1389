#include "glia/losses/sparse_categorical_crossentropy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/nn.hpp"

namespace glia::losses {

void SparseCategoricalCrossentropy::fields(Fields& f) {
  f("from_logits", &SparseCategoricalCrossentropy::from_logits)("reduction", &SparseCategoricalCrossentropy::reduction)(
      "axis", &SparseCategoricalCrossentropy::axis)("name", &SparseCategoricalCrossentropy::name);
}

Tensor SparseCategoricalCrossentropy::operator()(const Tensor& target, const Tensor& output) const {
  const auto [labels, y] = detail::sparse_target(name, target, detail::axis_last(output, axis));
  return ops::sparse_categorical_crossentropy(labels, y, from_logits);
}

}  // namespace glia::losses
