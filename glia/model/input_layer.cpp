#include "glia/model/input_layer.hpp"

#include <unordered_set>

#include "glia/base/error.hpp"
#include "glia/model/model_graph.hpp"

namespace glia::detail {
namespace {

class InputLayerBody final : public LayerBody {
 public:
  InputLayerBody(const Tensor& input, std::string name)
      : shape_(input.shape()), dtype_(input.dtype()), name_(std::move(name)) {}

  std::string class_name() const override { return "InputLayer"; }
  Value config() const override {
    return Value::object(
        {{"shape", to_config(shape_.sub(1, shape_.rank()))}, {"dtype", to_config(dtype_)}, {"name", name_}});
  }
  Tensors call(Scope&, const Tensors&) const override {
    throw ValueError({.where = name_, .rule = "An InputLayer stands for an input of a model and is not applied"});
  }
  std::string given_name() const override { return name_; }
  bool starts_trainable() const override { return true; }
  DType dtype() const override { return dtype_; }
  std::shared_ptr<LayerBody> copy() const override { return std::make_shared<InputLayerBody>(*this); }

 private:
  Shape shape_;
  DType dtype_;
  std::string name_;
};

}  // namespace

std::vector<Layer> input_layers(const ModelState& model) {
  std::vector<Layer> out;
  if (model.sequential) return out;
  std::unordered_set<std::string> taken;
  for (const Tensor& input : model.inputs) taken.insert(input_name(input));
  for (const Layer& layer : model.layers) taken.insert(layer.name());
  int next = 0;
  for (const Tensor& input : model.inputs) {
    std::string name = input_name(input);
    while (name.empty()) {
      const std::string candidate = next == 0 ? "input_layer" : "input_layer_" + std::to_string(next);
      ++next;
      if (taken.insert(candidate).second) name = candidate;
    }
    out.emplace_back(std::make_shared<InputLayerBody>(input, name), nullptr, 0);
  }
  return out;
}

std::vector<Layer> listed_layers(const ModelState& model) {
  std::vector<Layer> out = input_layers(model);
  out.insert(out.end(), model.layers.begin(), model.layers.end());
  return out;
}

}  // namespace glia::detail
