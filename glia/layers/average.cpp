#include "glia/layers/average.hpp"

#include "glia/layers/merge.hpp"
#include "glia/ops/math.hpp"

namespace glia {

void Average::fields(Fields& f) {
  f("name", &Average::name)("trainable", &Average::trainable)("dtype", &Average::dtype);
}

Tensor Average::call(Scope& scope, const Tensors& xs) const {
  const Tensors inputs = detail::merged_inputs(scope, xs);
  const Tensor sum = detail::folded(inputs, [](const Tensor& a, const Tensor& b) { return a + b; });
  return detail::with_merged_mask(scope, xs, sum / static_cast<double>(inputs.size()));
}

}  // namespace glia
