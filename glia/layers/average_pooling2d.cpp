#include "glia/layers/average_pooling2d.hpp"

#include "glia/layers/pool_layer.hpp"

namespace glia {

void AveragePooling2D::fields(Fields& f) { detail::pool_fields<AveragePooling2D>(f); }

Tensor AveragePooling2D::call(Scope& scope, const Tensor& x) const {
  detail::channels_of(x, 2, data_format);
  return ops::average_pool(detail::in_dtype_of(scope, x), pool_size, {strides, padding, data_format});
}

}  // namespace glia
