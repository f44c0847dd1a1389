#include "glia/layers/depthwise_conv1d.hpp"

#include "glia/layers/depthwise_layer.hpp"

namespace glia {

void DepthwiseConv1D::fields(Fields& f) { detail::depthwise_fields<DepthwiseConv1D>(f); }

Tensor DepthwiseConv1D::call(Scope& scope, const Tensor& x) const {
  return detail::depthwise_layer(*this, scope, x, 1);
}

}  // namespace glia
