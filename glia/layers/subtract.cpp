#include "glia/layers/subtract.hpp"

#include "glia/layers/merge.hpp"
#include "glia/ops/math.hpp"

namespace glia {

void Subtract::fields(Fields& f) {
  f("name", &Subtract::name)("trainable", &Subtract::trainable)("dtype", &Subtract::dtype);
}

Tensor Subtract::call(Scope& scope, const Tensors& xs) const {
  const Tensors inputs = detail::merged_inputs(scope, xs, 2);
  return detail::with_merged_mask(scope, xs, inputs[0] - inputs[1]);
}

}  // namespace glia
