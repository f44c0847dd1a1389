#include "glia/model/model_body.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_state.hpp"

namespace glia {
namespace detail {

Value ModelBody::config() const {
  throw UnsupportedError(
      {.where = state_->name, .rule = "A nested model has no configuration of its own; save the outer model"});
}

Tensors ModelBody::call(Scope&, const Tensors& inputs) const {
  state_->require_built("a call");
  if (inputs.size() != state_->inputs.size()) {
    throw ValueError({.where = state_->name,
                      .rule = "A model is applied to as many tensors as it has inputs",
                      .expected = std::to_string(state_->inputs.size()),
                      .received = std::to_string(inputs.size())});
  }
  Rewriter rewrite([](const Node&, const Tensors&) { return Tensors{}; });
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    // The inner nodes keep the shapes that they were made with.
    if (!(inputs[i].shape() == state_->inputs[i].shape())) {
      throw ShapeError({.where = state_->name,
                        .rule = "A model is applied to tensors of the shape of its inputs",
                        .expected = state_->inputs[i].shape().str(),
                        .received = inputs[i].shape().str()});
    }
    rewrite.bind(state_->inputs[i], inputs[i]);
  }
  Tensors out;
  for (const Tensor& y : state_->outputs) out.push_back(rewrite(y));
  return out;
}

std::shared_ptr<LayerBody> ModelBody::copy() const {
  return std::make_shared<ModelBody>(Model(state_).clone().shared_state());
}

std::shared_ptr<ModelState> nested_model(const Layer& layer) {
  const auto* body = dynamic_cast<const ModelBody*>(layer.state().body.get());
  return body == nullptr ? nullptr : body->state();
}

Layer layer_of(const Node& node) {
  const auto& callable = std::get<std::shared_ptr<const Callable>>(node.payload);
  return Layer(std::const_pointer_cast<LayerState>(std::dynamic_pointer_cast<const LayerState>(callable)));
}

}  // namespace detail

Model::operator Layer() const {
  std::shared_ptr<detail::LayerState> known = state_->as_layer.lock();
  if (known == nullptr) {
    known = Layer(std::make_shared<detail::ModelBody>(state_), nullptr, 0).shared_state();
    known->store.trainable = state_->trainable;
    state_->as_layer = known;
  }
  // The inner layers' variables are seen through the outer one.
  auto& children = known->store.children;
  children.clear();
  for (const Layer& inner : state_->layers) {
    children.emplace_back(inner.name(),
                          std::shared_ptr<detail::VariableStore>(inner.shared_state(), &inner.state().store));
  }
  return Layer(known);
}

}  // namespace glia
