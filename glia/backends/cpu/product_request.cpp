#include "glia/backends/cpu/product_request.hpp"

#include "glia/ops/nn_ops.hpp"

namespace glia::detail::cpu {

ProductRequest product_request(const KernelRequest& request, std::string& refusal) {
  ProductRequest out;
  if (request.root == nullptr || request.root->op != &op_matmul) return {};
  out.matmul = request.root;
  if (out.matmul != &request.node) {
    out.a = static_cast<std::size_t>(out.matmul->inputs[0].node()->attributes.integer("index"));
    out.b = static_cast<std::size_t>(out.matmul->inputs[1].node()->attributes.integer("index"));
    out.epilogue = Epilogue::make(request, refusal);
    if (out.epilogue == nullptr) return {};
  }
  if (request.in[out.a].dtype == f32) return out;
  refusal = "only f32";
  return {};
}

}  // namespace glia::detail::cpu
