#include "glia/layers/global_max_pooling2d.hpp"

#include "glia/layers/global_pool_layer.hpp"

namespace glia {

void GlobalMaxPooling2D::fields(Fields& f) { detail::global_pool_fields<GlobalMaxPooling2D>(f); }

Tensor GlobalMaxPooling2D::call(Scope& scope, const Tensor& x) const {
  return ops::max(detail::in_dtype_of(scope, x), detail::spatial_axes_of(x, 2, data_format), keepdims);
}

}  // namespace glia
