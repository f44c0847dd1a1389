#include "glia/base/error.hpp"
#include "glia/model/model_state.hpp"

namespace glia {
namespace {

void apply_last(detail::ModelState& state) {
  const std::size_t last = state.layers.size() - 1;
  const ErrorPath path("layer " + std::to_string(last + 1) + " of " + state.name);
  state.outputs = {state.layers[last](state.outputs.at(0))};
}

}  // namespace

Sequential::Item::Item(const Input& input) : input_(input.tensor()) {}
Sequential::Item::Item(const Layer& layer) : layers_{layer} {}
Sequential::Item::Item(const Model& model) : layers_{Layer(model)} {}
Sequential::Item::Item(const Sequential& model)
    : layers_{Layer(static_cast<const Model&>(model))}, sequential_(model.shared_state()) {}

Sequential::Sequential() : Model(std::make_shared<detail::ModelState>()) {
  state_->name = "sequential";
  state_->sequential = true;
}

Sequential::Sequential(std::initializer_list<Item> items) : Sequential() {
  if (items.size() == 1 && items.begin()->sequential_ != nullptr) {  // Sequential b{a} is a copy of the handle
    state_ = items.begin()->sequential_;
    return;
  }
  for (const Item& item : items) add(item);
}

Sequential::Sequential(std::initializer_list<Item> items, std::string name) : Sequential() {
  if (!name.empty()) state_->name = std::move(name);
  for (const Item& item : items) add(item);
}

Sequential::Sequential(const std::vector<Layer>& layers, std::string name) : Sequential() {
  if (!name.empty()) state_->name = std::move(name);
  for (const Layer& layer : layers) add(layer);
}

void Sequential::add(const Item& item) const {
  if (item.input_.valid()) {
    if (!state_->layers.empty() || state_->built) {
      throw ValueError({.where = state_->name,
                        .rule = "Input can only be the first item of a Sequential",
                        .received = "one behind " + std::to_string(state_->layers.size()) + " layers"});
    }
    state_->inputs = state_->outputs = {item.input_};
    state_->built = true;
    return;
  }
  for (const Layer& layer : item.layers_) {
    for (const Layer& known : state_->layers) {
      if (known.same(layer)) {
        throw ValueError({.where = state_->name,
                          .rule = "A layer can stand in a Sequential only once",
                          .received = "'" + layer.name() + "' twice",
                          .hint = "Use the functional Model to share a layer"});
      }
    }
    state_->layers.push_back(layer);
    try {
      state_->name_layers();
      if (state_->built) apply_last(*state_);
    } catch (...) {  // the model stays as it was
      state_->layers.pop_back();
      throw;
    }
  }
  state_->forget_programs();
}

void Sequential::pop() const {
  if (state_->layers.empty())
    throw ValueError({.where = state_->name, .rule = "There is no layer to remove", .received = "an empty model"});
  state_->layers.pop_back();
  if (!state_->built) return;
  state_->outputs = state_->inputs;
  for (const Layer& layer : state_->layers) state_->outputs = {layer(state_->outputs.at(0))};
  state_->forget_programs();
}

void Model::build(const Shape& sample_shape, DType dtype) const {
  if (state_->built) return;
  if (state_->layers.empty()) {
    throw ValueError({.where = state_->name,
                      .rule = "A model has at least one layer",
                      .received = "none",
                      .hint = "Write Sequential model{Input{4}, Dense{2}}, or add() layers first"});
  }
  state_->inputs = state_->outputs = {Input(sample_shape, {.dtype = dtype}).tensor()};
  for (std::size_t i = 0; i < state_->layers.size(); ++i) {
    const ErrorPath path("layer " + std::to_string(i + 1) + " of " + state_->name);
    try {
      state_->outputs = {state_->layers[i](state_->outputs.at(0))};
    } catch (...) {
      state_->inputs.clear();
      state_->outputs.clear();
      throw;
    }
  }
  state_->built = true;
}

namespace detail {

void build_for(ModelState& model, const Source& x) {
  if (model.built) return;
  Model(std::shared_ptr<ModelState>(&model, [](ModelState*) {})).build(x.sample_shape(0), f32);
}

}  // namespace detail
}  // namespace glia
