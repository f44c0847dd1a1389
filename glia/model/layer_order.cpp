#include "glia/model/layer_order.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "glia/base/error.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/model/model_body.hpp"

namespace glia::detail {
namespace {

struct Rank {
  int distance = 0;  ///< steps to an output
  int met = 0;       ///< as the how many-th node
};

/// Nodes of one layer share a rank.
const void* key_of(const Node& node) {
  return node.op == &op_call ? static_cast<const void*>(&layer_of(node).state()) : &node;
}

}  // namespace

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

void order_layers(ModelState& model) {
  const std::vector<Node*> order = Graph{model.inputs, model.outputs, {}}.order();
  std::unordered_map<const void*, Rank> ranks;
  std::unordered_map<const Node*, int> distances;
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    int& shared = ranks[key_of(**at)].distance;
    shared = std::max(shared, distances[*at]);
    for (const Tensor& input : (*at)->inputs) {
      int& distance = distances[input.node()];
      distance = std::max(distance, shared + 1);
    }
  }

  int met = 0;
  std::unordered_set<const Node*> seen;
  std::vector<const Node*> open;
  const auto push = [&](const Tensors& tensors) {
    for (auto at = tensors.rbegin(); at != tensors.rend(); ++at) open.push_back(at->node());
  };
  push(model.outputs);
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    if (!seen.insert(node).second) continue;
    Rank& rank = ranks[key_of(*node)];
    if (rank.met == 0) rank.met = ++met;
    push(node->inputs);
  }

  std::stable_sort(model.layers.begin(), model.layers.end(), [&](const Layer& a, const Layer& b) {
    const Rank& p = ranks.at(&a.state());
    const Rank& q = ranks.at(&b.state());
    return p.distance != q.distance ? p.distance > q.distance : p.met < q.met;
  });
}

}  // namespace glia::detail
