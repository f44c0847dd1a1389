#include "glia/layers/softmax.hpp"

#include "glia/layers/activations.hpp"
#include "glia/layers/normalization.hpp"

namespace glia {

void Softmax::fields(Fields& f) {
  f("axis", &Softmax::axis)("name", &Softmax::name)("trainable", &Softmax::trainable)("dtype", &Softmax::dtype);
}

Tensor Softmax::call(Scope& scope, const Tensor& input) const {
  const Tensor x = detail::in_dtype_of(scope, input);
  const std::vector<int> axes = detail::axes_within(axis, x.shape());
  if (axes.size() == 1) return softmax(x, axes[0]);
  return ops::exp(x - ops::logsumexp(x, axes, true));
}

}  // namespace glia
