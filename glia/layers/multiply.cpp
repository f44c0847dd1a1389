#include "glia/layers/multiply.hpp"

#include "glia/layers/merge.hpp"
#include "glia/ops/math.hpp"

namespace glia {

void Multiply::fields(Fields& f) {
  f("name", &Multiply::name)("trainable", &Multiply::trainable)("dtype", &Multiply::dtype);
}

Tensor Multiply::call(Scope& scope, const Tensors& xs) const {
  return detail::with_merged_mask(
      scope, xs,
      detail::folded(detail::merged_inputs(scope, xs), [](const Tensor& a, const Tensor& b) { return a * b; }));
}

}  // namespace glia
