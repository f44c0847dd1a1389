#include "glia/layers/adaptive_max_pooling1d.hpp"

#include "glia/layers/adaptive_pool.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void AdaptiveMaxPooling1D::fields(Fields& f) { detail::adaptive_pool_fields<AdaptiveMaxPooling1D>(f); }

Tensor AdaptiveMaxPooling1D::call(Scope& scope, const Tensor& x) const {
  return detail::adaptive_pool(detail::PoolKind::max, detail::in_dtype_of(scope, x), output_size, 1, data_format);
}

}  // namespace glia
