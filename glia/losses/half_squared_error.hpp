#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// ½ Σ (output − target)² over the last axis, added up over the batch: the error of textbooks on backpropagation, whose
/// gradient is output − target.  (n, …, k), (n, …, k) → (n, …)
struct HalfSquaredError {
  std::string reduction = "sum";
  std::string name = "half_squared_error";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
