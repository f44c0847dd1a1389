#include "glia/layers/cropping2d.hpp"

#include "glia/layers/image_size_layers.hpp"

namespace glia {

void Cropping2D::fields(Fields& f) {
  f("cropping", &Cropping2D::cropping)("data_format", &Cropping2D::data_format);
  f("name", &Cropping2D::name)("trainable", &Cropping2D::trainable)("dtype", &Cropping2D::dtype);
}

Tensor Cropping2D::call(Scope&, const Tensor& x) const { return detail::cropping(x, cropping, 2, data_format); }

}  // namespace glia
