// What hangs at the root of a fused body.
#include <algorithm>

#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail {

const Node* root_of(const Graph& body) {
  const std::vector<Node*> order = body.order();
  const auto found = std::find_if(order.begin(), order.end(), [](const Node* node) {
    return node->op == &op_matmul || node->op == &op_conv || node->op == &op_take || node->op == &op_scatter_add;
  });
  return found == order.end() ? nullptr : *found;
}

}  // namespace glia::detail
