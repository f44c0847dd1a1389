#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// max(neg − pos + 1, 0), where pos = Σ target·output and neg = max((1 − target)·output) over the classes.
/// (n, …, classes), (n, …, classes) → (n, …)
struct CategoricalHinge {
  std::string reduction = "sum_over_batch_size";
  std::string name = "categorical_hinge";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
