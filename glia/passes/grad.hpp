#pragma once
#include <vector>

#include "glia/graph/variable.hpp"

namespace [[gnu::visibility("default")]] glia {

/// ∂(sum of y)/∂x for each x, by reverse mode. The result is made of ordinary tensors: it can be printed, fused and
/// differentiated again. An x that y does not depend on has gradient zero.
Tensors grad(const Tensor& y, const Tensors& xs);

/// A variable and the gradient by it, as Optimizer::apply takes them.
struct VariableGradient {
  Variable variable;
  Tensor gradient;
};
std::vector<VariableGradient> grad(const Tensor& y, const std::vector<Variable>& xs);

}  // namespace glia
