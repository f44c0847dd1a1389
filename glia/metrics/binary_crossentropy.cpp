#include "glia/metrics/binary_crossentropy.hpp"

#include "glia/losses/binary_crossentropy.hpp"

namespace glia::metrics {

void BinaryCrossentropy::fields(Fields& f) {
  f("from_logits", &BinaryCrossentropy::from_logits)("label_smoothing", &BinaryCrossentropy::label_smoothing)(
      "name", &BinaryCrossentropy::name);
}

Tensor BinaryCrossentropy::values(const Tensor& target, const Tensor& output) const {
  return losses::BinaryCrossentropy{.from_logits = from_logits, .label_smoothing = label_smoothing, .name = name}(
      target, output);
}

}  // namespace glia::metrics
