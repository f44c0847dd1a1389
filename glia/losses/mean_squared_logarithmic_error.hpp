#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// mean((ln(1 + output) − ln(1 + target))²) over the last axis; what lies below 1e-7 counts as 1e-7.
/// (n, …, k), (n, …, k) → (n, …)
struct MeanSquaredLogarithmicError {
  std::string reduction = "sum_over_batch_size";
  std::string name = "mean_squared_logarithmic_error";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
