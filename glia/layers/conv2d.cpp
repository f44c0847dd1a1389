#include "glia/layers/conv2d.hpp"

#include "glia/layers/conv_layer.hpp"

namespace glia {

void Conv2D::fields(Fields& f) { detail::conv_fields<Conv2D>(f); }

Tensor Conv2D::call(Scope& scope, const Tensor& x) const { return detail::conv_layer(*this, scope, x, 2); }

}  // namespace glia
