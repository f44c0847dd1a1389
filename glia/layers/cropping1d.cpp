#include "glia/layers/cropping1d.hpp"

#include "glia/layers/image_size_layers.hpp"

namespace glia {

void Cropping1D::fields(Fields& f) {
  f("cropping", &Cropping1D::cropping);
  f("name", &Cropping1D::name)("trainable", &Cropping1D::trainable)("dtype", &Cropping1D::dtype);
}

Tensor Cropping1D::call(Scope&, const Tensor& x) const { return detail::cropping(x, cropping, 1, "channels_last"); }

}  // namespace glia
