#include "glia/passes/regions.hpp"

#include <algorithm>

namespace glia::detail {

Tensors with_body(const Node& node, const Tensors& inputs, Graph body) {
  Tensors out = with_inputs(node, inputs);
  out[0].node()->payload = std::make_shared<const Graph>(std::move(body));
  return out;
}

Graph with_regions(const Graph& graph, Graph (*pass)(const Graph&)) {
  const auto holds = [](const Node* node) { return node->op->has(kRegion) && node->op != &op_fused; };
  const std::vector<Node*> order = graph.order();
  if (std::none_of(order.begin(), order.end(), holds)) return pass(graph);
  Rewriter rewrite([&](const Node& node, const Tensors& inputs) -> Tensors {
    if (!holds(&node)) return {};
    return with_body(node, inputs, with_regions(body_of(node), pass));
  });
  return pass(rewrite(graph));
}

}  // namespace glia::detail
