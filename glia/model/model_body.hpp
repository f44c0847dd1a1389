// internal
#pragma once
#include "glia/layers/layer.hpp"
#include "glia/model/model_state.hpp"

namespace glia::detail {

/// A model inside another: applies its graph to other inputs.
class ModelBody final : public LayerBody {
 public:
  explicit ModelBody(std::shared_ptr<ModelState> state) : state_(std::move(state)) {}
  std::string class_name() const override { return state_->sequential ? "Sequential" : "Functional"; }
  Value config() const override;  ///< an UnsupportedError: a nested model is saved with the outer one
  Tensors call(Scope& scope, const Tensors& inputs) const override;
  std::string given_name() const override { return state_->name; }
  bool starts_trainable() const override { return true; }
  DType dtype() const override { return f32; }
  std::shared_ptr<LayerBody> copy() const override;
  const std::shared_ptr<ModelState>& state() const { return state_; }

 private:
  std::shared_ptr<ModelState> state_;
};

/// The model that a layer stands for; nullptr if it is an ordinary layer.
std::shared_ptr<ModelState> nested_model(const Layer& layer);

/// The layer that a call node applies.
Layer layer_of(const Node& node);

}  // namespace glia::detail
