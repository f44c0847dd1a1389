#include "glia/model/model_graph.hpp"

#include <unordered_map>

#include "glia/model/model_body.hpp"

namespace glia::detail {

ModelGraph graph_of(const ModelState& model) {
  std::unordered_map<const LayerState*, int> layers;
  for (const Layer& layer : model.layers) layers.emplace(&layer.state(), static_cast<int>(layers.size()));
  std::unordered_map<const Node*, std::size_t> number;
  for (const Tensor& input : model.inputs) number.emplace(input.node(), number.size());

  ModelGraph out;
  const auto refs = [&](const Tensors& tensors) {
    std::vector<ValueRef> all;
    for (const Tensor& t : tensors) all.push_back({number.at(t.node()), static_cast<std::size_t>(t.index())});
    return all;
  };
  for (Node* node : Graph{model.inputs, model.outputs, {}}.order()) {
    if (number.contains(node)) continue;
    const int layer = node->op == &op_call ? layers.at(&layer_of(*node).state()) : -1;
    out.nodes.push_back({layer, node->shared_from_this(), refs(node->inputs)});
    number.emplace(node, number.size());
  }
  out.outputs = refs(model.outputs);
  return out;
}

Tensors apply_node(const ModelNode& node, const std::vector<Layer>& layers, const std::vector<Tensors>& values) {
  Tensors inputs;
  for (const ValueRef& ref : node.inputs) inputs.push_back(values.at(ref.node).at(ref.output));
  if (node.layer >= 0) return layers.at(static_cast<std::size_t>(node.layer)).apply(inputs);
  return with_inputs(*node.like, inputs);
}

const std::string& input_name(const Tensor& input) { return input.node()->attributes.text("name"); }

}  // namespace glia::detail
