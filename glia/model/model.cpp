#include "glia/model/model.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/seed.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/model/input_layer.hpp"
#include "glia/model/layer_order.hpp"
#include "glia/model/model_body.hpp"
#include "glia/model/model_state.hpp"

namespace glia {
namespace detail {
namespace {

/// "sequential" or "sequential_3" for the base "sequential".
bool is_numbered(std::string_view name, std::string_view base) {
  if (!name.starts_with(base)) return false;
  name.remove_prefix(base.size());
  if (name.empty()) return true;
  return name.size() > 1 && name[0] == '_' && name.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

std::string base_name(const Layer& layer) { return snake_case(layer.class_name()); }

/// Whether the user did not choose the name, so that another may take its place. Of a model it also may come from a
/// file, so its form tells.
bool is_automatic(const Layer& layer) {
  if (nested_model(layer) != nullptr) return is_numbered(layer.name(), base_name(layer));
  return layer.state().body->given_name().empty();
}

void rename(const Layer& layer, const std::string& name) {
  if (const std::shared_ptr<ModelState> inner = nested_model(layer)) {
    layer.state().store.path = inner->name = name;  // the layers inside keep their own paths
  } else {
    layer.state().store.set_path(name);
  }
}

}  // namespace

void ModelState::name_layers() {
  std::unordered_set<std::string> taken;
  std::unordered_set<const LayerState*> listed;
  for (const Layer& layer : layers) {
    const bool is_new = listed.insert(&layer.state()).second;
    if (is_new && (is_automatic(layer) || taken.insert(layer.name()).second)) continue;
    throw ValueError({.where = name,
                      .rule = "All layers of a model have different names",
                      .received = "'" + layer.name() + "' twice",
                      .hint = "Give one of them another .name; a model has set_name()"});
  }
  std::vector<Layer> unnamed;
  for (const Layer& layer : layers) {  // those named by a model before keep their names if they can
    if (is_automatic(layer) && (layer.name().empty() || !taken.insert(layer.name()).second)) unnamed.push_back(layer);
  }
  std::unordered_map<std::string, int> next;
  for (const Layer& layer : unnamed) {
    const std::string base = base_name(layer);
    std::string candidate;
    do {
      const int number = next[base]++;
      candidate = number == 0 ? base : base + "_" + std::to_string(number);
    } while (!taken.insert(candidate).second);
    rename(layer, candidate);
  }
  place(enclosing);
}

void ModelState::place(const std::string& models) {
  enclosing = models;
  if (layers.empty()) return;
  for (const Layer& layer : layers) {
    if (const std::shared_ptr<ModelState> inner = nested_model(layer)) {
      inner->place(models + layer.name() + "/");
    } else {
      layer.state().store.place(models, seed_of_its_own());
    }
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

std::uint64_t ModelState::seed_of_its_own() {
  if (!own_seed) own_seed = next_seed();
  return *own_seed;
}

void ModelState::draw_weights() {
  for (const Layer& layer : layers) {
    for (const Variable& v : layer.weights()) draw_seed ? v.state().ensure(*draw_seed) : v.state().ensure();
  }
}

}  // namespace detail

using detail::ModelState;

Model::Model(const Tensor& input, const Tensor& output, std::string name)
    : Model(Tensors{input}, Tensors{output}, std::move(name)) {}
Model::Model(std::initializer_list<Tensor> inputs, std::initializer_list<Tensor> outputs, std::string name)
    : Model(Tensors(inputs), Tensors(outputs), std::move(name)) {}
Model::Model(const Tensors& inputs, const Tensors& outputs, std::string name) : state_(std::make_shared<ModelState>()) {
  state_->name = name.empty() ? "functional" : std::move(name);
  if (inputs.empty() || outputs.empty()) {
    throw ValueError(
        {.where = state_->name,
         .rule = "A model has at least one input and one output",
         .received = std::to_string(inputs.size()) + " inputs and " + std::to_string(outputs.size()) + " outputs"});
  }
  for (const Tensor& input : inputs) {
    if (!detail::is(input, detail::op_parameter)) {
      throw ValueError({.where = state_->name,
                        .rule = "The inputs of a model are made by Input{…}",
                        .received = "a tensor that is computed from others"});
    }
    if (std::count_if(inputs.begin(), inputs.end(), [&](const Tensor& t) { return t.same(input); }) > 1) {
      throw ValueError(
          {.where = state_->name, .rule = "Every input of a model is listed once", .received = "one twice"});
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
  detail::order_layers(*state_);
}

const std::string& Model::name() const { return state_->name; }

void Model::set_name(std::string name) const {
  if (!state_->as_layer.expired()) {
    throw ValueError({.where = state_->name,
                      .rule = "A model that is a layer of another keeps its name, which the other finds it by",
                      .received = "set_name(\"" + name + "\")",
                      .hint = "Call set_name() before"});
  }
  if (name.empty()) throw ValueError({.where = state_->name, .rule = "A model's name is not empty"});
  state_->name = std::move(name);
}

std::vector<Layer> Model::layers() const { return detail::listed_layers(*state_); }
bool Model::built() const { return state_->built; }
const Tensors& Model::inputs() const { return state_->inputs; }
const Tensors& Model::outputs() const { return state_->outputs; }

Layer Model::get_layer(std::string_view name) const {
  std::vector<std::string_view> names;
  const std::vector<Layer> all = layers();
  for (const Layer& layer : all) {
    if (layer.name() == name) return layer;
    names.push_back(layer.name());
  }
  throw ValueError({.where = state_->name,
                    .rule = "The model has no layer of the name '" + std::string(name) + "'",
                    .hint = nearest_names(name, names.data(), names.size())});
}

Layer Model::get_layer(int index) const {
  const std::vector<Layer> all = layers();
  const int count = static_cast<int>(all.size());
  if (index < -count || index >= count) {
    throw ValueError({.where = state_->name,
                      .rule = "The model has " + std::to_string(count) + " layers, counted from 0",
                      .received = std::to_string(index)});
  }
  return all[static_cast<std::size_t>(index < 0 ? index + count : index)];
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
  if (!trainable()) return out;
  for (const Layer& layer : state_->layers) {
    for (const Variable& v : detail::variables_of(layer.state().store, true)) out.push_back(v);
  }
  return out;
}

std::vector<Variable> Model::non_trainable_weights() const {
  if (!trainable()) return weights();
  std::vector<Variable> out;
  for (const Layer& layer : state_->layers) {
    for (const Variable& v : detail::variables_of(layer.state().store, false)) out.push_back(v);
  }
  return out;
}

std::vector<Array> Model::get_weights() const {
  state_->draw_weights();
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

bool Model::trainable() const {
  const std::shared_ptr<detail::LayerState> layer = state_->as_layer.lock();
  return layer != nullptr ? layer->store.trainable : state_->trainable;
}

void Model::set_trainable(bool trainable) const {
  state_->trainable = trainable;
  if (const auto layer = state_->as_layer.lock()) layer->store.trainable = trainable;
  for (const Layer& layer : state_->layers) layer.set_trainable(trainable);
}

std::int64_t Model::count_params() const {
  std::int64_t total = 0;
  for (const Variable& v : weights()) total += v.shape().elements();
  return total;
}

const std::string& Model::dtype_policy() const { return detail::name_of(state_->policy); }
void Model::set_dtype_policy(std::string_view name) const {
  const detail::DTypePolicy policy = detail::dtype_policy_of(name);
  if (policy == state_->policy) return;
  state_->policy = policy;
  state_->forget_programs();
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
