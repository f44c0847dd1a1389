#include "glia/layers/add.hpp"

#include "glia/layers/merge.hpp"
#include "glia/ops/math.hpp"

namespace glia {

void Add::fields(Fields& f) { f("name", &Add::name)("trainable", &Add::trainable)("dtype", &Add::dtype); }

Tensor Add::call(Scope& scope, const Tensors& xs) const {
  return detail::with_merged_mask(
      scope, xs,
      detail::folded(detail::merged_inputs(scope, xs), [](const Tensor& a, const Tensor& b) { return a + b; }));
}

}  // namespace glia
