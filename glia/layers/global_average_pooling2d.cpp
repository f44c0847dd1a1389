#include "glia/layers/global_average_pooling2d.hpp"

#include "glia/layers/global_pool_layer.hpp"

namespace glia {

void GlobalAveragePooling2D::fields(Fields& f) { detail::global_pool_fields<GlobalAveragePooling2D>(f); }

Tensor GlobalAveragePooling2D::call(Scope& scope, const Tensor& x) const {
  return ops::mean(detail::in_dtype_of(scope, x), detail::spatial_axes_of(x, 2, data_format), keepdims);
}

}  // namespace glia
