#include "glia/losses/sparse_categorical_crossentropy.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/nn.hpp"

namespace glia::losses {

void SparseCategoricalCrossentropy::fields(Fields& f) {
  f("from_logits", &SparseCategoricalCrossentropy::from_logits)("ignore_class",
                                                                &SparseCategoricalCrossentropy::ignore_class)(
      "reduction", &SparseCategoricalCrossentropy::reduction)("axis", &SparseCategoricalCrossentropy::axis)(
      "name", &SparseCategoricalCrossentropy::name);
}

Tensor SparseCategoricalCrossentropy::operator()(const Tensor& target, const Tensor& output) const {
  const auto [labels, y] = detail::sparse_target(name, target, detail::axis_last(output, axis));
  if (!ignore_class) return ops::sparse_categorical_crossentropy(labels, y, from_logits);
  const Tensor counts = ops::not_equal(labels, std::int64_t{*ignore_class});
  return ops::where(counts, ops::sparse_categorical_crossentropy(ops::where(counts, labels, 0), y, from_logits), 0);
}

Tensor SparseCategoricalCrossentropy::mask(const Tensor& target, const Tensor& output, const Tensor&) const {
  if (!ignore_class) return {};
  return ops::not_equal(detail::sparse_target(name, target, detail::axis_last(output, axis)).target,
                        std::int64_t{*ignore_class});
}

}  // namespace glia::losses
