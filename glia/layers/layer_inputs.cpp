#include "glia/layers/layer_inputs.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

Tensor in_dtype_of(const Scope& scope, const Tensor& x) {
  return x.dtype() == scope.dtype() ? x : ops::cast(x, scope.dtype());
}

void add_activity_loss(Scope& scope, const Regularizer& regularizer, const Tensor& y) {
  if (!regularizer) return;
  const TensorFunction& penalty = regularizer;
  scope.add_loss(penalty(y) / ops::count(y, {0}));
}

}  // namespace glia::detail
