#include "glia/losses/categorical_focal_crossentropy.hpp"

#include "glia/base/error.hpp"
#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void CategoricalFocalCrossentropy::fields(Fields& f) {
  f("alpha", &CategoricalFocalCrossentropy::alpha)("gamma", &CategoricalFocalCrossentropy::gamma)(
      "from_logits", &CategoricalFocalCrossentropy::from_logits)(
      "label_smoothing", &CategoricalFocalCrossentropy::label_smoothing)("axis", &CategoricalFocalCrossentropy::axis)(
      "reduction", &CategoricalFocalCrossentropy::reduction)("name", &CategoricalFocalCrossentropy::name);
}

Tensor CategoricalFocalCrossentropy::operator()(const Tensor& target, const Tensor& output) const {
  detail::require_smoothing(name, label_smoothing);
  auto [t, y] = detail::one_hot_target(name, detail::axis_last(target, axis), detail::axis_last(output, axis));
  const std::int64_t classes = y.dim(-1);
  if (alpha.values().size() != 1 && std::ssize(alpha.values()) != classes) {
    throw ValueError({.where = name,
                      .rule = "alpha is one weight for all classes, or one for each",
                      .expected = "1 or " + std::to_string(classes),
                      .received = std::to_string(alpha.values().size())});
  }
  // Of the last axis, as running Keras counts the classes, whichever axis they are on.
  const auto count = static_cast<double>(output.dim(-1));
  if (label_smoothing > 0) t = t * (1 - label_smoothing) + label_smoothing / count;
  const Tensor q = from_logits ? ops::softmax(y) : y;
  const Tensor p = ops::clip(q / ops::sum(q, {-1}, true), detail::kEpsilon, 1 - detail::kEpsilon);
  return -ops::sum(detail::row_of(alpha, y.dtype()) * ops::power(1 - p, gamma) * t * ops::log(p), {-1});
}

}  // namespace glia::losses
