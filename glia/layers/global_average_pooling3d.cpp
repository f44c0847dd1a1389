#include "glia/layers/global_average_pooling3d.hpp"

#include "glia/layers/global_pool_layer.hpp"

namespace glia {

void GlobalAveragePooling3D::fields(Fields& f) { detail::global_pool_fields<GlobalAveragePooling3D>(f); }

Tensor GlobalAveragePooling3D::call(Scope& scope, const Tensor& x) const {
  return ops::mean(detail::in_dtype_of(scope, x), detail::spatial_axes_of(x, 3, data_format), keepdims);
}

}  // namespace glia
