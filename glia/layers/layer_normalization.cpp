#include "glia/layers/layer_normalization.hpp"

#include "glia/layers/normalization.hpp"

namespace glia {

void LayerNormalization::fields(Fields& f) {
  f("axis", &LayerNormalization::axis);
  detail::scale_and_center_fields<LayerNormalization>(f);
  detail::weight_rule_fields<LayerNormalization>(f);
}

Tensor LayerNormalization::call(Scope& scope, const Tensor& input) const {
  const Tensor x = detail::in_dtype_of(scope, input);
  const std::vector<int> axes = detail::axes_within(axis, x.shape());
  const Tensor centred = x - ops::mean(x, axes, true);
  const Tensor variance = ops::mean(ops::square(centred), axes, true);
  return detail::scaled_and_centred(*this, scope, centred, variance, axes, x.shape(),
                                    detail::sizes_along(axes, x.shape()));
}

}  // namespace glia
