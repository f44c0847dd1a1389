#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// −Σ t·y along `axis` of target and output scaled to length 1: −1 where they point the same way, 1 where they oppose.
/// One of length 0 stays 0.  (n, …, k), (n, …, k) → (n, …)
struct CosineSimilarity {
  Dim axis = -1;
  std::string reduction = "sum_over_batch_size";
  std::string name = "cosine_similarity";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
