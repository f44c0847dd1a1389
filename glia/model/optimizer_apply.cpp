#include "glia/optimizers/optimizer.hpp"
#include "glia/passes/grad.hpp"

namespace glia {

void Optimizer::apply(const std::vector<VariableGradient>& gradients) const {
  std::vector<Variable> variables;
  Tensors tensors;
  for (const auto& [variable, gradient] : gradients) {
    variables.push_back(variable);
    tensors.push_back(gradient);
  }
  apply(variables, tensors);
}

}  // namespace glia
