#include "glia/layers/zero_padding2d.hpp"

#include "glia/layers/image_size_layers.hpp"

namespace glia {

void ZeroPadding2D::fields(Fields& f) {
  f("padding", &ZeroPadding2D::padding)("data_format", &ZeroPadding2D::data_format);
  f("name", &ZeroPadding2D::name)("trainable", &ZeroPadding2D::trainable)("dtype", &ZeroPadding2D::dtype);
}

Tensor ZeroPadding2D::call(Scope&, const Tensor& x) const { return detail::zero_padding(x, padding, 2, data_format); }

}  // namespace glia
