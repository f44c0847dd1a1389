#include "glia/layers/conv3d.hpp"

#include "glia/layers/conv_layer.hpp"

namespace glia {

void Conv3D::fields(Fields& f) { detail::conv_fields<Conv3D>(f); }

Tensor Conv3D::call(Scope& scope, const Tensor& x) const { return detail::conv_layer(*this, scope, x, 3); }

}  // namespace glia
