#include "glia/layers/max_pooling1d.hpp"

#include "glia/layers/pool_layer.hpp"

namespace glia {

void MaxPooling1D::fields(Fields& f) { detail::pool_fields<MaxPooling1D>(f); }

Tensor MaxPooling1D::call(Scope& scope, const Tensor& x) const {
  detail::channels_of(x, 1, data_format);
  return ops::max_pool(detail::in_dtype_of(scope, x), pool_size, {strides, padding, data_format});
}

}  // namespace glia
