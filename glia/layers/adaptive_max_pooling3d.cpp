#include "glia/layers/adaptive_max_pooling3d.hpp"

#include "glia/layers/adaptive_pool.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void AdaptiveMaxPooling3D::fields(Fields& f) { detail::adaptive_pool_fields<AdaptiveMaxPooling3D>(f); }

Tensor AdaptiveMaxPooling3D::call(Scope& scope, const Tensor& x) const {
  return detail::adaptive_pool(detail::PoolKind::max, detail::in_dtype_of(scope, x), output_size, 3, data_format);
}

}  // namespace glia
