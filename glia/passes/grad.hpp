#pragma once
#include <vector>

#include "glia/graph/variable.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// ∂(sum of y)/∂x for each x, by reverse mode. The result is made of ordinary tensors: it can be printed, fused and
/// differentiated again. An x that y does not depend on has gradient zero.
Tensors grad(const Tensor& y, const Tensors& xs);

/// A variable and the gradient by it, as Optimizer::apply takes them.
struct VariableGradient {
  Variable variable;
  Tensor gradient;
};
std::vector<VariableGradient> grad(const Tensor& y, const std::vector<Variable>& xs);

/// The derivative of y where each x moves along its tangent, which has x's shape and dtype: Σ ∂y/∂x·tangent, in the
/// shape of y (forward mode, the product of the Jacobian with a vector). It is made of ordinary tensors, as a gradient
/// is. jvp of a gradient is the Hessian times the tangents.
Tensor jvp(const Tensor& y, const Tensors& xs, const Tensors& tangents);
Tensor jvp(const Tensor& y, const std::vector<Variable>& xs, const Tensors& tangents);
Tensors jvp(const Tensors& ys, const Tensors& xs, const Tensors& tangents);

}  // namespace glia
#pragma GCC visibility pop
