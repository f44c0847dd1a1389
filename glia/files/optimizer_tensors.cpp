#include "glia/files/optimizer_tensors.hpp"

#include <unordered_map>

#include "glia/optimizers/optimizer_state.hpp"

namespace glia::detail {

std::vector<std::pair<std::string, Variable>> optimizer_tensors(const Optimizer& optimizer,
                                                                const std::vector<NamedWeight>& weights) {
  std::unordered_map<const VariableState*, std::string> names;
  for (const NamedWeight& w : weights) names.emplace(&w.variable.state(), w.name);
  const OptimizerState& state = optimizer.state();
  std::vector<std::pair<std::string, Variable>> out;
  for (const auto& [name, variable] : state.numbers()) out.emplace_back("optimizer:" + name, variable);
  for (const OptimizerState::Slot& slot : state.core().slots) {
    const auto owner = names.find(&slot.owner.state());
    if (owner != names.end()) out.emplace_back("optimizer:" + slot.name + ":" + owner->second, slot.variable);
  }
  return out;
}

}  // namespace glia::detail
