#include "glia/backends/cpu/product_request.hpp"

#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail::cpu {

ProductRequest product_request(const KernelRequest& request, std::string& refusal) {
  ProductRequest out;
  if (request.root == nullptr || request.root->op != &op_matmul) return {};
  out.matmul = request.root;
  if (out.matmul == &request.node) {
    out.sides = {{0, 1}};
  } else {
    const auto input = [](const Tensor& side) {
      return static_cast<std::size_t>(side.node()->attributes.integer("index"));
    };
    for (const Node* root : roots_of(body_of(request.node)))
      out.sides.push_back({input(root->inputs[0]), input(root->inputs[1])});
    out.epilogue = Epilogue::make(request, refusal);
    if (out.epilogue == nullptr) return {};
  }
  if (request.in[out.sides[0].a].dtype == f32) return out;
  refusal = "only f32";
  return {};
}

}  // namespace glia::detail::cpu
