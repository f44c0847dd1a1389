#include "glia/layers/conv3d_transpose.hpp"

#include "glia/layers/conv_transpose_layer.hpp"

namespace glia {

void Conv3DTranspose::fields(Fields& f) { detail::conv_transpose_fields<Conv3DTranspose>(f); }

Tensor Conv3DTranspose::call(Scope& scope, const Tensor& x) const {
  return detail::conv_transpose_layer(*this, scope, x, 3);
}

}  // namespace glia
