#include "glia/layers/dropout.hpp"

#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/noise.hpp"

namespace glia {

void Dropout::fields(Fields& f) {
  f("rate", &Dropout::rate)("noise_shape", &Dropout::noise_shape)("seed", &Dropout::seed);
  f("name", &Dropout::name)("trainable", &Dropout::trainable)("dtype", &Dropout::dtype);
}

Tensor Dropout::call(Scope& scope, const Tensor& input) const {
  detail::check_rate(rate);
  const Tensor x = detail::in_dtype_of(scope, input);
  return detail::dropped(scope, x, rate, detail::mask_shape(noise_shape, x.shape()), seed);
}

}  // namespace glia
