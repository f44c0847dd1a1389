#include "glia/files/named_weights.hpp"

#include <unordered_set>

#include "glia/graph/variable_state.hpp"
#include "glia/layers/layer_state.hpp"

namespace glia::detail {
namespace {

void collect(const VariableStore& store, const std::string& prefix, std::unordered_set<const VariableState*>& known,
             std::vector<NamedWeight>& out) {
  for (const auto& [name, variable] : store.variables) {
    if (!variable.state().is_weight) continue;
    if (known.insert(&variable.state()).second) out.push_back({prefix + name, variable});
  }
  for (const auto& [name, child] : store.children) collect(*child, prefix + name + "/", known, out);
}

}  // namespace

std::vector<NamedWeight> named_weights(const ModelState& model) {
  std::vector<NamedWeight> out;
  std::unordered_set<const VariableState*> known;
  for (const Layer& layer : model.layers) collect(layer.state().store, layer.name() + "/", known, out);
  return out;
}

}  // namespace glia::detail
