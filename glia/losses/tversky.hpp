#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// 1 − s / (s + alpha·Σ t·(1 − y) + beta·Σ (1 − t)·y + 1e-7) with s = Σ t·y, sums along `axis`, as running Keras has
/// it: alpha weighs what was missed. Without axis all of the batch is one region and the loss one number.  (n, …), (n,
/// …) → () Source: Salehi et al. 2017, arXiv:1706.05721.
struct Tversky {
  double alpha = 0.5;
  double beta = 0.5;
  std::string reduction = "sum_over_batch_size";
  std::string name = "tversky";
  Sizes axis = {};

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
