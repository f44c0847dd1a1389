// internal
#pragma once
#include "glia/base/dim.hpp"
#include "glia/graph/scope.hpp"
#include "glia/initializers/initializer.hpp"

namespace glia::detail {

/// A ValueError unless units > 0 and there are as many inputs as x and the states.
void check_cell(Dim units, const Tensors& inputs, std::size_t states);
/// Part `index` of units columns each.
Tensor part(const Tensor& x, std::int64_t index, Dim units);
/// `rest`, but ones in the second of four parts of `units` numbers, which is the forget gate's.
InitialValue with_forget_ones(const Initializer& rest, Dim units);

}  // namespace glia::detail
