#include "glia/layers/alpha_dropout.hpp"

#include <cmath>

#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/noise.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/random_ops.hpp"

namespace glia {

void AlphaDropout::fields(Fields& f) {
  f("rate", &AlphaDropout::rate)("noise_shape", &AlphaDropout::noise_shape)("seed", &AlphaDropout::seed);
  f("name", &AlphaDropout::name)("trainable", &AlphaDropout::trainable)("dtype", &AlphaDropout::dtype);
}

Tensor AlphaDropout::call(Scope& scope, const Tensor& input) const {
  detail::check_rate(rate);
  Tensor x = detail::in_dtype_of(scope, input);
  const Shape shape = detail::mask_shape(noise_shape, x.shape());
  if (!scope.training() || rate == 0) return x;
  constexpr double saturated = -1.0507009873554804934193349852946 * 1.6732632423543772848170429916717;
  const double a = 1 / std::sqrt((1 - rate) * (1 + rate * saturated * saturated));
  const Tensor kept = ops::random_bernoulli(shape, detail::noise_source(scope, seed), 1 - rate);
  return ops::where(ops::greater(kept, 0), x, saturated) * a - a * rate * saturated;
}

}  // namespace glia
