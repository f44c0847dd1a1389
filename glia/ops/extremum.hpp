// internal
#pragma once
#include "glia/graph/op.hpp"

namespace glia::detail {

/// The share of dy that one side of maximum or minimum gets: all where it wins, half where both are equal.
Tensor chosen(const GradientCall& c, const Tensor& wins);

/// Gradient of a reduction by maximum or minimum along attribute `axes`: dy shared among the elements equal to y.
Tensors shared_among_equals(const GradientCall& c);

}  // namespace glia::detail
