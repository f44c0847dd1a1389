#include "glia/layers/global_average_pooling1d.hpp"

#include "glia/layers/global_pool_layer.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void GlobalAveragePooling1D::fields(Fields& f) { detail::global_pool_fields<GlobalAveragePooling1D>(f); }

Tensor GlobalAveragePooling1D::call(Scope& scope, const Tensor& x) const {
  const auto axes = detail::spatial_axes_of(x, 1, data_format);
  const Tensor in = detail::in_dtype_of(scope, x);
  const Tensor mask = scope.mask(x);
  if (!mask.valid()) return ops::mean(in, axes, keepdims);
  const Tensor counts = ops::expand_dims(mask, data_format == "channels_first" ? 1 : 2);
  const Tensor total = ops::sum(ops::where(counts, in, 0), axes, keepdims);
  return total / ops::sum(ops::cast(counts, in.dtype()), axes, keepdims);
}

}  // namespace glia
