#include "glia/layers/conv2d_transpose.hpp"

#include "glia/layers/conv_transpose_layer.hpp"

namespace glia {

void Conv2DTranspose::fields(Fields& f) { detail::conv_transpose_fields<Conv2DTranspose>(f); }

Tensor Conv2DTranspose::call(Scope& scope, const Tensor& x) const {
  return detail::conv_transpose_layer(*this, scope, x, 2);
}

}  // namespace glia
