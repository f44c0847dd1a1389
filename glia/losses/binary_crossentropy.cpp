#include "glia/losses/binary_crossentropy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void BinaryCrossentropy::fields(Fields& f) {
  f("from_logits", &BinaryCrossentropy::from_logits)("label_smoothing", &BinaryCrossentropy::label_smoothing)(
      "axis", &BinaryCrossentropy::axis)("reduction", &BinaryCrossentropy::reduction)("name",
                                                                                      &BinaryCrossentropy::name);
}

Tensor BinaryCrossentropy::operator()(const Tensor& target, const Tensor& output) const {
  detail::require_smoothing(name, label_smoothing);
  auto [t, y] = detail::binary_target(name, target, output);
  if (label_smoothing > 0) t = t * (1 - label_smoothing) + 0.5 * label_smoothing;
  return ops::mean(ops::binary_crossentropy(t, y, from_logits), {static_cast<int>(axis)});
}

}  // namespace glia::losses
