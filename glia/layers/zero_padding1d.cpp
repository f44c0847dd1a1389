#include "glia/layers/zero_padding1d.hpp"

#include "glia/layers/image_size_layers.hpp"

namespace glia {

void ZeroPadding1D::fields(Fields& f) {
  f("padding", &ZeroPadding1D::padding)("data_format", &ZeroPadding1D::data_format);
  f("name", &ZeroPadding1D::name)("trainable", &ZeroPadding1D::trainable)("dtype", &ZeroPadding1D::dtype);
}

Tensor ZeroPadding1D::call(Scope&, const Tensor& x) const { return detail::zero_padding(x, padding, 1, data_format); }

}  // namespace glia
