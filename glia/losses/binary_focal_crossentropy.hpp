#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// mean(w·(1 − q)^gamma·bce) over `axis`: bce the binary cross-entropy, q the probability of what is true, p or 1 − p,
/// where p is the output, or its sigmoid if from_logits; w is alpha for target 1 and 1 − alpha for 0 if
/// apply_class_balancing. (n, …, k), (n, …, k) → (n, …). ValueError unless 0 ≤ label_smoothing ≤ 1. Source: Lin et al.
/// 2017, arXiv:1708.02002.
struct BinaryFocalCrossentropy {
  bool apply_class_balancing = false;
  double alpha = 0.25;
  double gamma = 2;
  bool from_logits = false;
  double label_smoothing = 0;
  Dim axis = -1;
  std::string reduction = "sum_over_batch_size";
  std::string name = "binary_focal_crossentropy";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
