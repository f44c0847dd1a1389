#include "glia/layers/cropping3d.hpp"

#include "glia/layers/image_size_layers.hpp"

namespace glia {

void Cropping3D::fields(Fields& f) {
  f("cropping", &Cropping3D::cropping)("data_format", &Cropping3D::data_format);
  f("name", &Cropping3D::name)("trainable", &Cropping3D::trainable)("dtype", &Cropping3D::dtype);
}

Tensor Cropping3D::call(Scope&, const Tensor& x) const { return detail::cropping(x, cropping, 3, data_format); }

}  // namespace glia
