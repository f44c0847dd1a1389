#include "glia/layers/max_pooling2d.hpp"

#include "glia/layers/pool_layer.hpp"

namespace glia {

void MaxPooling2D::fields(Fields& f) { detail::pool_fields<MaxPooling2D>(f); }

Tensor MaxPooling2D::call(Scope& scope, const Tensor& x) const {
  detail::channels_of(x, 2, data_format);
  return ops::max_pool(detail::in_dtype_of(scope, x), pool_size, {strides, padding, data_format});
}

}  // namespace glia
