#include "glia/layers/up_sampling2d.hpp"

#include "glia/layers/image_size_layers.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void UpSampling2D::fields(Fields& f) {
  f("size", &UpSampling2D::size)("data_format", &UpSampling2D::data_format)("interpolation",
                                                                            &UpSampling2D::interpolation);
  f("name", &UpSampling2D::name)("trainable", &UpSampling2D::trainable)("dtype", &UpSampling2D::dtype);
}

Tensor UpSampling2D::call(Scope& scope, const Tensor& x) const {
  if (interpolation == "nearest") return detail::repeat_pixels(x, size, 2, data_format);
  return detail::interpolate_pixels(detail::in_dtype_of(scope, x), size, 2, data_format, interpolation);
}

}  // namespace glia
