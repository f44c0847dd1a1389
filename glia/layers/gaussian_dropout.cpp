#include "glia/layers/gaussian_dropout.hpp"

#include <cmath>

#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/noise.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/random_ops.hpp"

namespace glia {

void GaussianDropout::fields(Fields& f) {
  f("rate", &GaussianDropout::rate)("seed", &GaussianDropout::seed)("name", &GaussianDropout::name);
  f("trainable", &GaussianDropout::trainable)("dtype", &GaussianDropout::dtype);
}

Tensor GaussianDropout::call(Scope& scope, const Tensor& input) const {
  detail::check_rate(rate);
  Tensor x = detail::in_dtype_of(scope, input);
  if (!scope.training() || rate == 0) return x;
  const double stddev = std::sqrt(rate / (1 - rate));
  const Tensor noise = ops::random_normal(x.shape(), detail::noise_source(scope, seed), 1, stddev);
  return x * detail::in_dtype_of(scope, noise);
}

}  // namespace glia
