#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// mean(−t·ln p − (1 − t)·ln(1 − p)) over the last axis, where p is the output, or its sigmoid if from_logits.
/// (n, …, k), (n, …, k) → (n, …)
/// label_smoothing s: target·(1 − s) + s / 2; ValueError unless 0 ≤ s ≤ 1.
struct BinaryCrossentropy {
  bool from_logits = false;
  double label_smoothing = 0;
  Dim axis = -1;
  std::string reduction = "sum_over_batch_size";
  std::string name = "binary_crossentropy";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
