#include "glia/layers/adaptive_average_pooling3d.hpp"

#include "glia/layers/adaptive_pool.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void AdaptiveAveragePooling3D::fields(Fields& f) { detail::adaptive_pool_fields<AdaptiveAveragePooling3D>(f); }

Tensor AdaptiveAveragePooling3D::call(Scope& scope, const Tensor& x) const {
  return detail::adaptive_pool(detail::PoolKind::average, detail::in_dtype_of(scope, x), output_size, 3, data_format);
}

}  // namespace glia
