#include "glia/layers/unit_normalization.hpp"

#include "glia/layers/normalization.hpp"

namespace glia {

void UnitNormalization::fields(Fields& f) {
  f("axis", &UnitNormalization::axis)("name", &UnitNormalization::name);
  f("trainable", &UnitNormalization::trainable)("dtype", &UnitNormalization::dtype);
}

Tensor UnitNormalization::call(Scope& scope, const Tensor& input) const {
  const Tensor x = detail::in_dtype_of(scope, input);
  const std::vector<int> axes = detail::axes_within(axis, x.shape());
  // Keras limits 1/√Σ to 1e12; limiting the sum gives the same numbers, and a gradient that is finite at 0.
  return x * ops::rsqrt(ops::maximum(ops::sum(ops::square(x), axes, true), 1e-24));
}

}  // namespace glia
