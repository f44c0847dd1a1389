// internal
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "glia/backends/cpu/epilogue.hpp"

namespace glia::detail::cpu {

/// A matrix product in f32 that a kernel is asked for: a node `matmul` itself, or the roots of a fused node, whose rest
/// is the epilogue. `sides` are those of each root, of which `matmul` is the first, among the inputs of the request.
struct ProductRequest {
  struct Sides {
    std::size_t a = 0, b = 1;
  };
  const Node* matmul = nullptr;
  std::vector<Sides> sides;
  std::unique_ptr<Epilogue> epilogue;
};

/// Without `matmul` if the request is for something else; `refusal` may say why.
ProductRequest product_request(const KernelRequest& request, std::string& refusal);

}  // namespace glia::detail::cpu
