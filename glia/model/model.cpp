#include "glia/model/model.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/random.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/model/model_body.hpp"
#include "glia/model/model_state.hpp"

namespace glia {
namespace detail {
namespace {

/// The layers between inputs and outputs, each once, inputs first.
std::vector<Layer> layers_below(const Tensors& inputs, const Tensors& outputs) {
  std::vector<Layer> out;
  std::unordered_set<const Node*> known;
  std::unordered_set<const LayerState*> listed;
  for (const Tensor& input : inputs) known.insert(input.node());
  for (Node* node : Graph{inputs, outputs, {}}.order()) {
    if (node->op == &op_parameter && !known.contains(node)) {
      throw ValueError({.where = "Model",
                        .rule = "The outputs depend on an Input that is not among the model's inputs",
                        .received = node->outputs[0].str()});
    }
    if (node->op != &op_call) continue;
    const Layer layer = layer_of(*node);
    if (listed.insert(&layer.state()).second) out.push_back(layer);
  }
  return out;
}

}  // namespace

void ModelState::name_layers() {
  std::unordered_set<std::string> taken;
  for (const Layer& layer : layers) {
    if (layer.name().empty() || taken.insert(layer.name()).second) continue;
    throw ValueError({.where = name,
                      .rule = "All layers of a model have different names",
                      .received = "'" + layer.name() + "' twice",
                      .hint = "Give one of them another .name"});
  }
  std::unordered_map<std::string, int> next;
  for (const Layer& layer : layers) {
    if (!layer.name().empty()) continue;
    const std::string base = snake_case(layer.class_name());
    std::string candidate;
    do {
      const int number = next[base]++;
      candidate = number == 0 ? base : base + "_" + std::to_string(number);
    } while (!taken.insert(candidate).second);
    layer.state().store.set_path(candidate);
  }
}

void ModelState::require_built(const char* what) const {
  if (built) return;
  throw ValueError({.where = name,
                    .rule = std::string("The model needs to know its input before ") + what,
                    .hint = "Begin it with Input{…}, or call build() or fit() first"});
}

CompiledModel& ModelState::require_compiled(const char* what) {
  if (!compiled) {
    throw ValueError({.where = name,
                      .rule = std::string("The model must be compiled before ") + what,
                      .hint = "Call compile({.optimizer = …, .loss = …}) first"});
  }
  return *compiled;
}

void ModelState::forget_programs() {
  programs.clear();
  const std::lock_guard lock(last_predict_mutex);
  last_predict.reset();
}

void ModelState::draw_weights(std::uint64_t s) {
  for (const Layer& layer : layers) {
    for (const Variable& v : layer.weights()) v.state().ensure(s);
  }
}

}  // namespace detail

using detail::ModelState;

Model::Model(const Tensors& inputs, const Tensors& outputs, std::string name) : state_(std::make_shared<ModelState>()) {
  state_->name = name.empty() ? "functional" : std::move(name);
  if (inputs.empty() || outputs.empty()) {
    throw ValueError({.where = state_->name, .rule = "A model has at least one input and one output"});
  }
  for (const Tensor& input : inputs) {
    if (!detail::is(input, detail::op_parameter)) {
      throw ValueError({.where = state_->name,
                        .rule = "The inputs of a model are made by Input{…}",
                        .received = "a tensor that is computed from others"});
    }
    if (std::count_if(inputs.begin(), inputs.end(), [&](const Tensor& t) { return t.same(input); }) > 1) {
      throw ValueError({.where = state_->name, .rule = "Every input of a model is listed once"});
    }
  }
  for (const Tensor& output : outputs) {
    const std::vector<detail::Node*> below = detail::Graph{{}, {output}, {}}.order();
    if (std::any_of(below.begin(), below.end(), [](const detail::Node* n) { return n->op == &detail::op_parameter; }))
      continue;
    throw ValueError({.where = state_->name,
                      .rule = "The outputs of a model are computed from its inputs",
                      .received = detail::spec(output).str() + ", which does not depend on any"});
  }
  state_->inputs = inputs;
  state_->outputs = outputs;
  state_->layers = detail::layers_below(inputs, outputs);
  state_->built = true;
  state_->name_layers();
}

const std::string& Model::name() const { return state_->name; }
std::vector<Layer> Model::layers() const { return state_->layers; }
bool Model::built() const { return state_->built; }
const Tensors& Model::inputs() const { return state_->inputs; }
const Tensors& Model::outputs() const { return state_->outputs; }

Layer Model::get_layer(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const Layer& layer : state_->layers) {
    if (layer.name() == name) return layer;
    names.push_back(layer.name());
  }
  throw ValueError({.where = state_->name,
                    .rule = "The model has no layer of the name '" + std::string(name) + "'",
                    .hint = nearest_names(name, names.data(), names.size())});
}

Layer Model::get_layer(int index) const {
  const int count = static_cast<int>(state_->layers.size());
  if (index < -count || index >= count) {
    throw ValueError({.where = state_->name,
                      .rule = "The model has " + std::to_string(count) + " layers, counted from 0",
                      .received = std::to_string(index)});
  }
  return state_->layers[static_cast<std::size_t>(index < 0 ? index + count : index)];
}

std::vector<Variable> Model::weights() const {
  std::vector<Variable> out;
  for (const Layer& layer : state_->layers) {
    for (const Variable& v : layer.weights()) out.push_back(v);
  }
  return out;
}

std::vector<Variable> Model::trainable_weights() const {
  std::vector<Variable> out;
  for (const Layer& layer : state_->layers) {
    for (const Variable& v : layer.trainable_weights()) out.push_back(v);
  }
  return out;
}

std::vector<Variable> Model::non_trainable_weights() const {
  std::vector<Variable> out;
  for (const Layer& layer : state_->layers) {
    for (const Variable& v : layer.non_trainable_weights()) out.push_back(v);
  }
  return out;
}

std::vector<Array> Model::get_weights() const {
  state_->draw_weights(state_->initial_seed != 0 ? state_->initial_seed : detail::global_seed());
  std::vector<Array> out;
  for (const Variable& v : weights()) out.push_back(v.value());
  return out;
}

void Model::set_weights(const std::vector<Array>& values) const {
  state_->require_built("set_weights()");
  const std::vector<Variable> all = weights();
  if (values.size() != all.size()) {
    throw ValueError({.where = state_->name,
                      .rule = "set_weights takes one Array for each weight",
                      .expected = std::to_string(all.size()),
                      .received = std::to_string(values.size())});
  }
  for (std::size_t i = 0; i < all.size(); ++i) detail::require_shape(all[i], values[i]);
  for (std::size_t i = 0; i < all.size(); ++i) Variable(all[i]).assign(values[i]);
}

void Model::set_trainable(bool trainable) const {
  for (const Layer& layer : state_->layers) layer.set_trainable(trainable);
}

std::int64_t Model::count_params() const {
  std::int64_t total = 0;
  for (const Variable& v : weights()) total += v.shape().elements();
  return total;
}

Optimizer Model::optimizer() const { return state_->require_compiled("optimizer()").options.optimizer; }

void Model::compile(const CompileOptions& options) const {
  state_->compiled.reset();
  state_->programs.clear();
  detail::CompiledModel compiled;
  compiled.options = options;
  compiled.loss_total = Variable("loss/total", Shape{});
  compiled.loss_count = Variable("loss/count", Shape{});
  state_->compiled = std::move(compiled);
}

}  // namespace glia
