#include "glia/layers/average_pooling3d.hpp"

#include "glia/layers/pool_layer.hpp"

namespace glia {

void AveragePooling3D::fields(Fields& f) { detail::pool_fields<AveragePooling3D>(f); }

Tensor AveragePooling3D::call(Scope& scope, const Tensor& x) const {
  detail::channels_of(x, 3, data_format);
  return ops::average_pool(detail::in_dtype_of(scope, x), pool_size, {strides, padding, data_format});
}

}  // namespace glia
