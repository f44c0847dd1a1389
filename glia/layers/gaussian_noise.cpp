#include "glia/layers/gaussian_noise.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/noise.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/random_ops.hpp"

namespace glia {

void GaussianNoise::fields(Fields& f) {
  f("stddev", &GaussianNoise::stddev)("seed", &GaussianNoise::seed)("name", &GaussianNoise::name);
  f("trainable", &GaussianNoise::trainable)("dtype", &GaussianNoise::dtype);
}

Tensor GaussianNoise::call(Scope& scope, const Tensor& input) const {
  if (!(stddev >= 0 && stddev <= 1)) {
    throw ValueError({.rule = "The standard deviation of the noise is a fraction",
                      .expected = "0 ≤ stddev ≤ 1",
                      .received = std::to_string(stddev)});
  }
  Tensor x = detail::in_dtype_of(scope, input);
  if (!scope.training() || stddev == 0) return x;
  const Tensor noise = ops::random_normal(x.shape(), detail::noise_source(scope, seed), 0, stddev);
  return x + detail::in_dtype_of(scope, noise);
}

}  // namespace glia
