#pragma once
#include <string>

#include "glia/base/reals.hpp"
#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// −Σ alpha·(1 − p)^gamma·target·ln p over the classes: p is the output rescaled to sum 1, or its softmax if
/// from_logits, clipped to [1e-7, 1 − 1e-7]; alpha is one number, or one for each class. (n, …, classes), (n, …,
/// classes) → (n, …). ValueError unless 0 ≤ label_smoothing ≤ 1 and alpha has 1 or `classes` numbers. Source: Lin et
/// al. 2017, arXiv:1708.02002.
struct CategoricalFocalCrossentropy {
  Reals alpha = 0.25;
  double gamma = 2;
  bool from_logits = false;
  double label_smoothing = 0;
  Dim axis = -1;
  std::string reduction = "sum_over_batch_size";
  std::string name = "categorical_focal_crossentropy";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
