#include "glia/layers/global_max_pooling3d.hpp"

#include "glia/layers/global_pool_layer.hpp"

namespace glia {

void GlobalMaxPooling3D::fields(Fields& f) { detail::global_pool_fields<GlobalMaxPooling3D>(f); }

Tensor GlobalMaxPooling3D::call(Scope& scope, const Tensor& x) const {
  return ops::max(detail::in_dtype_of(scope, x), detail::spatial_axes_of(x, 3, data_format), keepdims);
}

}  // namespace glia
