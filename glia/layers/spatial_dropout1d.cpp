#include "glia/layers/spatial_dropout1d.hpp"

#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/spatial_dropout.hpp"

namespace glia {

void SpatialDropout1D::fields(Fields& f) {
  f("rate", &SpatialDropout1D::rate)("seed", &SpatialDropout1D::seed)("name", &SpatialDropout1D::name);
  f("trainable", &SpatialDropout1D::trainable)("dtype", &SpatialDropout1D::dtype);
}

Tensor SpatialDropout1D::call(Scope& scope, const Tensor& x) const {
  return detail::dropped_channels(scope, detail::in_dtype_of(scope, x), 1, rate, "channels_last", seed);
}

}  // namespace glia
