// internal
#pragma once
#include "glia/base/sizes.hpp"
#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// √(Σ w²) over the axes, which stay as axes of size 1; a ValueError for none.
Tensor norms_along(const Tensor& w, const Sizes& axes);
/// w, whose norms are `norms`, with those of `wanted`.
Tensor with_norms(const Tensor& w, const Tensor& norms, const Tensor& wanted);

}  // namespace glia::detail
