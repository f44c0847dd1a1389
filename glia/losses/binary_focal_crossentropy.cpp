#include "glia/losses/binary_focal_crossentropy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void BinaryFocalCrossentropy::fields(Fields& f) {
  f("apply_class_balancing", &BinaryFocalCrossentropy::apply_class_balancing)("alpha", &BinaryFocalCrossentropy::alpha)(
      "gamma", &BinaryFocalCrossentropy::gamma)("from_logits", &BinaryFocalCrossentropy::from_logits)(
      "label_smoothing", &BinaryFocalCrossentropy::label_smoothing)("axis", &BinaryFocalCrossentropy::axis)(
      "reduction", &BinaryFocalCrossentropy::reduction)("name", &BinaryFocalCrossentropy::name);
}

Tensor BinaryFocalCrossentropy::operator()(const Tensor& target, const Tensor& output) const {
  detail::require_smoothing(name, label_smoothing);
  auto [t, y] = detail::binary_target(name, target, output);
  if (label_smoothing > 0) t = t * (1 - label_smoothing) + 0.5 * label_smoothing;
  const Tensor p = from_logits ? ops::sigmoid(y) : y;
  const Tensor right = t * p + (1 - t) * (1 - p);
  Tensor focal = ops::power(1 - right, gamma) * ops::binary_crossentropy(t, p);
  if (apply_class_balancing) focal = (t * alpha + (1 - t) * (1 - alpha)) * focal;
  return ops::mean(focal, {static_cast<int>(axis)});
}

}  // namespace glia::losses
