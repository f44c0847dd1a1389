#include "glia/layers/global_max_pooling1d.hpp"

#include "glia/layers/global_pool_layer.hpp"

namespace glia {

void GlobalMaxPooling1D::fields(Fields& f) { detail::global_pool_fields<GlobalMaxPooling1D>(f); }

Tensor GlobalMaxPooling1D::call(Scope& scope, const Tensor& x) const {
  return ops::max(detail::in_dtype_of(scope, x), detail::spatial_axes_of(x, 1, data_format), keepdims);
}

}  // namespace glia
