#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// mean((output − target)²) over the last axis.  (n, …, k), (n, …, k) → (n, …)
struct MeanSquaredError {
  std::string reduction = "sum_over_batch_size";
  std::string name = "mean_squared_error";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
