#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// (1 − p[target]^q) / q: between the cross-entropy (q → 0) and 1 − p (q = 1), for labels of which some are wrong.
/// labels (n, …), probabilities (n, …, classes) → (n, …). ValueError unless 0 < q < 1.
/// Source: Zhang and Sabuncu 2018, arXiv:1805.07836.
struct CategoricalGeneralizedCrossEntropy {
  double q = 0.5;
  std::string reduction = "sum_over_batch_size";
  std::string name = "categorical_generalized_cross_entropy";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
