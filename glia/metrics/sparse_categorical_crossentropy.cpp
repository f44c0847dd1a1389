#include "glia/metrics/sparse_categorical_crossentropy.hpp"

#include "glia/losses/sparse_categorical_crossentropy.hpp"

namespace glia::metrics {

void SparseCategoricalCrossentropy::fields(Fields& f) {
  f("from_logits", &SparseCategoricalCrossentropy::from_logits)("name", &SparseCategoricalCrossentropy::name);
}

Tensor SparseCategoricalCrossentropy::values(const Tensor& target, const Tensor& output) const {
  return losses::SparseCategoricalCrossentropy{.from_logits = from_logits, .name = name}(target, output);
}

}  // namespace glia::metrics
