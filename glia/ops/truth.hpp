// internal
#pragma once
#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// `t` as bool: whether an element differs from 0; NaN is true, as in NumPy.
Tensor truth(const Tensor& t);

}  // namespace glia::detail
