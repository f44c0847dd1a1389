#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// mean(max(1 − target·output, 0)²) over the last axis, targets −1 and 1; a batch of only zeros and ones is read as
/// such. (n, …, k), (n, …, k) → (n, …)
struct SquaredHinge {
  std::string reduction = "sum_over_batch_size";
  std::string name = "squared_hinge";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
