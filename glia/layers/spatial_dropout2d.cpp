#include "glia/layers/spatial_dropout2d.hpp"

#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/spatial_dropout.hpp"

namespace glia {

void SpatialDropout2D::fields(Fields& f) {
  f("rate", &SpatialDropout2D::rate)("data_format", &SpatialDropout2D::data_format)("seed", &SpatialDropout2D::seed);
  f("name", &SpatialDropout2D::name)("trainable", &SpatialDropout2D::trainable)("dtype", &SpatialDropout2D::dtype);
}

Tensor SpatialDropout2D::call(Scope& scope, const Tensor& x) const {
  return detail::dropped_channels(scope, detail::in_dtype_of(scope, x), 2, rate, data_format, seed);
}

}  // namespace glia
