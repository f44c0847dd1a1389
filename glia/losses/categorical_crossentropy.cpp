#include "glia/losses/categorical_crossentropy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"

namespace glia::losses {

void CategoricalCrossentropy::fields(Fields& f) {
  f("from_logits", &CategoricalCrossentropy::from_logits)("label_smoothing", &CategoricalCrossentropy::label_smoothing)(
      "axis", &CategoricalCrossentropy::axis)("reduction", &CategoricalCrossentropy::reduction)(
      "name", &CategoricalCrossentropy::name);
}

Tensor CategoricalCrossentropy::operator()(const Tensor& target, const Tensor& output) const {
  detail::require_smoothing(name, label_smoothing);
  auto [t, y] = detail::one_hot_target(name, detail::axis_last(target, axis), detail::axis_last(output, axis));
  // Of the last axis, as running Keras counts the classes, whichever axis they are on.
  const auto count = static_cast<double>(output.dim(-1));
  if (label_smoothing > 0) t = t * (1 - label_smoothing) + label_smoothing / count;
  return ops::categorical_crossentropy(t, y, from_logits);
}

}  // namespace glia::losses
