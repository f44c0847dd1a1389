#include "glia/layers/separable_conv2d.hpp"

#include "glia/layers/separable_layer.hpp"

namespace glia {

void SeparableConv2D::fields(Fields& f) { detail::separable_fields<SeparableConv2D>(f); }

Tensor SeparableConv2D::call(Scope& scope, const Tensor& x) const {
  return detail::separable_layer(*this, scope, x, 2);
}

}  // namespace glia
