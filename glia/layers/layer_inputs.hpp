// internal
#pragma once
#include "glia/graph/scope.hpp"
#include "glia/regularizers/regularizer.hpp"

namespace glia::detail {

/// `x` in the dtype in which the layer computes.
Tensor in_dtype_of(const Scope& scope, const Tensor& x);
/// Adds the penalty on a layer's output, divided by the rows of the batch, if there is a regularizer.
void add_activity_loss(Scope& scope, const Regularizer& regularizer, const Tensor& y);

}  // namespace glia::detail
