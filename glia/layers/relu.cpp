#include "glia/layers/relu.hpp"

#include <limits>

#include "glia/layers/activations.hpp"
#include "glia/layers/at_least_zero.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void ReLU::fields(Fields& f) {
  f("max_value", &ReLU::max_value)("negative_slope", &ReLU::negative_slope)("threshold", &ReLU::threshold);
  f("name", &ReLU::name)("trainable", &ReLU::trainable)("dtype", &ReLU::dtype);
}

Tensor ReLU::call(Scope& scope, const Tensor& x) const {
  const double limit = max_value.value_or(std::numeric_limits<double>::infinity());
  detail::require_at_least_zero("max_value", limit);
  detail::require_at_least_zero("negative_slope", negative_slope);
  detail::require_at_least_zero("threshold", threshold);
  return relu(detail::in_dtype_of(scope, x), negative_slope, limit, threshold);
}

}  // namespace glia
