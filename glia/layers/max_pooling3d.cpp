#include "glia/layers/max_pooling3d.hpp"

#include "glia/layers/pool_layer.hpp"

namespace glia {

void MaxPooling3D::fields(Fields& f) { detail::pool_fields<MaxPooling3D>(f); }

Tensor MaxPooling3D::call(Scope& scope, const Tensor& x) const {
  detail::channels_of(x, 3, data_format);
  return ops::max_pool(detail::in_dtype_of(scope, x), pool_size, {strides, padding, data_format});
}

}  // namespace glia
