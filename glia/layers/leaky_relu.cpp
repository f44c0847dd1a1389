#include "glia/layers/leaky_relu.hpp"

#include "glia/layers/activations.hpp"
#include "glia/layers/at_least_zero.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void LeakyReLU::fields(Fields& f) {
  f("negative_slope", &LeakyReLU::negative_slope)("name", &LeakyReLU::name)("trainable", &LeakyReLU::trainable);
  f("dtype", &LeakyReLU::dtype);
}

Tensor LeakyReLU::call(Scope& scope, const Tensor& x) const {
  detail::require_at_least_zero("negative_slope", negative_slope);
  return leaky_relu(detail::in_dtype_of(scope, x), negative_slope);
}

}  // namespace glia
