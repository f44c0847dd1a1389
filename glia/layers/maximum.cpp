#include "glia/layers/maximum.hpp"

#include "glia/layers/merge.hpp"
#include "glia/ops/math.hpp"

namespace glia {

void Maximum::fields(Fields& f) {
  f("name", &Maximum::name)("trainable", &Maximum::trainable)("dtype", &Maximum::dtype);
}

Tensor Maximum::call(Scope& scope, const Tensors& xs) const {
  return detail::with_merged_mask(scope, xs,
                                  detail::folded(detail::merged_inputs(scope, xs),
                                                 [](const Tensor& a, const Tensor& b) { return ops::maximum(a, b); }));
}

}  // namespace glia
