#include "glia/layers/spatial_dropout3d.hpp"

#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/spatial_dropout.hpp"

namespace glia {

void SpatialDropout3D::fields(Fields& f) {
  f("rate", &SpatialDropout3D::rate)("data_format", &SpatialDropout3D::data_format)("seed", &SpatialDropout3D::seed);
  f("name", &SpatialDropout3D::name)("trainable", &SpatialDropout3D::trainable)("dtype", &SpatialDropout3D::dtype);
}

Tensor SpatialDropout3D::call(Scope& scope, const Tensor& x) const {
  return detail::dropped_channels(scope, detail::in_dtype_of(scope, x), 3, rate, data_format, seed);
}

}  // namespace glia
