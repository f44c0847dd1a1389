#include "glia/layers/rms_normalization.hpp"

#include "glia/initializers/initializer.hpp"
#include "glia/layers/normalization.hpp"

namespace glia {

void RMSNormalization::fields(Fields& f) {
  f("axis", &RMSNormalization::axis)("epsilon", &RMSNormalization::epsilon)("name", &RMSNormalization::name);
  f("trainable", &RMSNormalization::trainable)("dtype", &RMSNormalization::dtype);
}

Tensor RMSNormalization::call(Scope& scope, const Tensor& input) const {
  detail::check_epsilon(epsilon);
  const Tensor x = detail::in_dtype_of(scope, input);
  const std::vector<int> axes = detail::axes_within(axis, x.shape());
  const Variable scale = scope.weight("scale", detail::sizes_along(axes, x.shape()), Initializer("ones"));
  const Tensor factor = ops::rsqrt(ops::mean(ops::square(x), axes, true) + epsilon);
  return x * factor * detail::laid_along(scale, axes, x.shape());
}

}  // namespace glia
