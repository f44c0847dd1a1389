#include "glia/layers/up_sampling1d.hpp"

#include "glia/layers/image_size_layers.hpp"

namespace glia {

void UpSampling1D::fields(Fields& f) {
  f("size", &UpSampling1D::size);
  f("name", &UpSampling1D::name)("trainable", &UpSampling1D::trainable)("dtype", &UpSampling1D::dtype);
}

Tensor UpSampling1D::call(Scope&, const Tensor& x) const { return detail::repeat_pixels(x, size, 1, "channels_last"); }

}  // namespace glia
