#include "glia/layers/adaptive_average_pooling1d.hpp"

#include "glia/layers/adaptive_pool.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void AdaptiveAveragePooling1D::fields(Fields& f) { detail::adaptive_pool_fields<AdaptiveAveragePooling1D>(f); }

Tensor AdaptiveAveragePooling1D::call(Scope& scope, const Tensor& x) const {
  return detail::adaptive_pool(detail::PoolKind::average, detail::in_dtype_of(scope, x), output_size, 1, data_format);
}

}  // namespace glia
