#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// −Σ target·ln p over the classes, where p is the output, or its softmax if from_logits.
/// (n, …, classes), (n, …, classes) → (n, …)
/// label_smoothing s: target·(1 − s) + s / the size of the last axis; ValueError unless 0 ≤ s ≤ 1.
struct CategoricalCrossentropy {
  bool from_logits = false;
  double label_smoothing = 0;
  Dim axis = -1;
  std::string reduction = "sum_over_batch_size";
  std::string name = "categorical_crossentropy";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
