#include "glia/layers/minimum.hpp"

#include "glia/layers/merge.hpp"
#include "glia/ops/math.hpp"

namespace glia {

void Minimum::fields(Fields& f) {
  f("name", &Minimum::name)("trainable", &Minimum::trainable)("dtype", &Minimum::dtype);
}

Tensor Minimum::call(Scope& scope, const Tensors& xs) const {
  return detail::with_merged_mask(scope, xs,
                                  detail::folded(detail::merged_inputs(scope, xs),
                                                 [](const Tensor& a, const Tensor& b) { return ops::minimum(a, b); }));
}

}  // namespace glia
