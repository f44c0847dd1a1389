// What hangs at the root of a fused body.
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail {
namespace {

const Node* find_root(const Graph& body, const Op& op) {
  for (const Node* node : body.order()) {
    if (node->op == &op) return node;
  }
  return nullptr;
}

}  // namespace

const Node* root_product(const Graph& body) { return find_root(body, op_matmul); }
const Node* root_conv(const Graph& body) { return find_root(body, op_conv); }
const Node* root_take(const Graph& body) { return find_root(body, op_take); }

}  // namespace glia::detail
