#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// Kullback-Leibler divergence Σ target·ln(target / output) over the last axis, both clipped to [1e-7, 1].
/// (n, …, k), (n, …, k) → (n, …)
struct KLDivergence {
  std::string reduction = "sum_over_batch_size";
  std::string name = "kl_divergence";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
