#include "glia/layers/prelu.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/math.hpp"

namespace glia {

void PReLU::fields(Fields& f) {
  f("alpha_initializer", &PReLU::alpha_initializer)("alpha_regularizer", &PReLU::alpha_regularizer)(
      "alpha_constraint", &PReLU::alpha_constraint);
  f("shared_axes", &PReLU::shared_axes)("name", &PReLU::name)("trainable", &PReLU::trainable);
  f("dtype", &PReLU::dtype);
}

Tensor PReLU::call(Scope& scope, const Tensor& input) const {
  const Tensor x = detail::in_dtype_of(scope, input);
  Shape shape = x.shape().sub(1, x.rank());
  for (const std::int64_t axis : shared_axes.values()) {
    if (axis < 1 || axis >= x.rank()) {
      throw ValueError({.rule = "A shared axis is one of the input's, but not the batch",
                        .expected = "1 to " + std::to_string(x.rank() - 1) + " for " + x.shape().str(),
                        .received = std::to_string(axis)});
    }
    shape[static_cast<int>(axis) - 1] = 1;
  }
  const Variable alpha = scope.weight("alpha", shape, alpha_initializer, alpha_regularizer, alpha_constraint);
  return ops::relu(x) - alpha * ops::relu(-x);
}

}  // namespace glia
