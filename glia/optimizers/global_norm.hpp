// internal
#pragma once
#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// √(Σ g²) over all numbers of all gradients, a scalar.
Tensor global_norm(const Tensors& gradients);

}  // namespace glia::detail
