#include "glia/layers/adaptive_max_pooling2d.hpp"

#include "glia/layers/adaptive_pool.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void AdaptiveMaxPooling2D::fields(Fields& f) { detail::adaptive_pool_fields<AdaptiveMaxPooling2D>(f); }

Tensor AdaptiveMaxPooling2D::call(Scope& scope, const Tensor& x) const {
  return detail::adaptive_pool(detail::PoolKind::max, detail::in_dtype_of(scope, x), output_size, 2, data_format);
}

}  // namespace glia
