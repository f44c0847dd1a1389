#include "glia/layers/separable_conv1d.hpp"

#include "glia/layers/separable_layer.hpp"

namespace glia {

void SeparableConv1D::fields(Fields& f) { detail::separable_fields<SeparableConv1D>(f); }

Tensor SeparableConv1D::call(Scope& scope, const Tensor& x) const {
  return detail::separable_layer(*this, scope, x, 1);
}

}  // namespace glia
