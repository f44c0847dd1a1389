#include "glia/layers/masking.hpp"

#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void Masking::fields(Fields& f) {
  f("mask_value", &Masking::mask_value);
  f("name", &Masking::name)("trainable", &Masking::trainable)("dtype", &Masking::dtype);
}

Tensor Masking::call(Scope& scope, const Tensor& input) const {
  const Tensor x = detail::in_dtype_of(scope, input);
  const Tensor counts = ops::any(ops::not_equal(x, mask_value), {-1}, true);
  Tensor y = ops::where(counts, x, ops::zeros_like(x));
  scope.set_mask(y, ops::squeeze(counts, -1));
  return y;
}

}  // namespace glia
