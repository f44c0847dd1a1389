#include "glia/layers/depthwise_conv2d.hpp"

#include "glia/layers/depthwise_layer.hpp"

namespace glia {

void DepthwiseConv2D::fields(Fields& f) { detail::depthwise_fields<DepthwiseConv2D>(f); }

Tensor DepthwiseConv2D::call(Scope& scope, const Tensor& x) const {
  return detail::depthwise_layer(*this, scope, x, 2);
}

}  // namespace glia
