#include <unordered_map>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/random.hpp"
#include "glia/files/compile_json.hpp"
#include "glia/files/format_of.hpp"
#include "glia/files/json.hpp"
#include "glia/files/model_file.hpp"
#include "glia/files/model_write.hpp"
#include "glia/files/named_weights.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {
namespace detail {
namespace {

/// The values of all, and the paths of those that training leaves alone.
Value add_weights(const std::vector<NamedWeight>& weights, std::vector<NamedArray>& out) {
  Value frozen = Value::list();
  for (const NamedWeight& w : weights) {
    if (w.name.starts_with("optimizer:") || w.name.starts_with("array:")) {
      throw ValueError({.where = "save",
                        .rule = "Names that begin with 'optimizer:' or 'array:' mean something else in a file",
                        .received = w.name,
                        .hint = "Give the layer another .name"});
    }
    out.push_back({w.name, w.variable.value()});
    if (!w.variable.trainable()) frozen.append(w.name);
  }
  return frozen;
}

void add_optimizer(const Optimizer& optimizer, const std::vector<NamedWeight>& weights, std::vector<NamedArray>& out) {
  std::unordered_map<const VariableState*, std::string> names;
  for (const NamedWeight& w : weights) names.emplace(&w.variable.state(), w.name);
  const OptimizerState& state = optimizer.state();
  out.push_back({"optimizer:iteration", state.iterations.value()});
  out.push_back({"optimizer:learning_rate", state.learning_rate.value()});
  for (const OptimizerState::Slot& slot : state.slots) {
    const auto owner = names.find(&slot.owner.state());
    if (owner == names.end()) continue;  // of another model that this optimizer trained
    out.push_back({"optimizer:" + slot.name + ":" + owner->second, slot.variable.value()});
  }
}

void hint_about(const std::vector<std::string>& dropped, const std::string& model) {
  if (dropped.empty()) return;
  std::string all;
  for (const std::string& name : dropped) all += (all.empty() ? "" : ", ") + name;
  log_write(LogLevel::hint, model + ": saved without " + all +
                                ", which no file can hold, for it is code. After load_model() call "
                                "compile({.optimizer = model.optimizer(), .loss = …, .metrics = …}) with it.");
}

}  // namespace

ModelFile model_to_file(const Model& model) {
  ModelState& state = model.state();
  ModelFile out;
  ModelWriter writer;
  Value described = writer.model(state);
  state.draw_weights(state.initial_seed != 0 ? state.initial_seed : global_seed());
  const std::vector<NamedWeight> weights = named_weights(state);
  described.set("not_trainable", add_weights(weights, out.tensors));
  for (const NamedArray& array : writer.arrays()) out.tensors.push_back(array);
  out.metadata = {{"glia.version", std::to_string(kModelFileVersion)}, {"glia.model", to_json(described)}};
  if (state.compiled) {
    std::vector<std::string> dropped;
    const Value compiled = compile_value(*state.compiled, dropped);
    hint_about(dropped, state.name);
    if (!compiled.is_null()) {
      out.metadata.emplace_back("glia.compile", to_json(compiled));
      add_optimizer(state.compiled->options.optimizer, weights, out.tensors);
    }
  }
  return out;
}

}  // namespace detail

void Model::save(const std::string& path) const {
  detail::require_own_format(path, "save");
  const detail::ModelFile file = detail::model_to_file(*this);
  detail::write_safetensors(path, file.tensors, file.metadata);
}

}  // namespace glia
