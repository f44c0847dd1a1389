#include "glia/layers/zero_padding3d.hpp"

#include "glia/layers/image_size_layers.hpp"

namespace glia {

void ZeroPadding3D::fields(Fields& f) {
  f("padding", &ZeroPadding3D::padding)("data_format", &ZeroPadding3D::data_format);
  f("name", &ZeroPadding3D::name)("trainable", &ZeroPadding3D::trainable)("dtype", &ZeroPadding3D::dtype);
}

Tensor ZeroPadding3D::call(Scope&, const Tensor& x) const { return detail::zero_padding(x, padding, 3, data_format); }

}  // namespace glia
