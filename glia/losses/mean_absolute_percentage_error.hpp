#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// 100·mean(|target − output| / max(|target|, 1e-7)) over the last axis.  (n, …, k), (n, …, k) → (n, …)
struct MeanAbsolutePercentageError {
  std::string reduction = "sum_over_batch_size";
  std::string name = "mean_absolute_percentage_error";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
