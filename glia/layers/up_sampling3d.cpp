#include "glia/layers/up_sampling3d.hpp"

#include "glia/layers/image_size_layers.hpp"

namespace glia {

void UpSampling3D::fields(Fields& f) {
  f("size", &UpSampling3D::size)("data_format", &UpSampling3D::data_format);
  f("name", &UpSampling3D::name)("trainable", &UpSampling3D::trainable)("dtype", &UpSampling3D::dtype);
}

Tensor UpSampling3D::call(Scope&, const Tensor& x) const { return detail::repeat_pixels(x, size, 3, data_format); }

}  // namespace glia
