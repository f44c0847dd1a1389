#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// 1 − 2·Σ t·y / (Σ t + Σ y + 1e-7), sums along `axis`: 1 less the overlap of two regions. Without axis all of the
/// batch is one region and the loss one number.  (n, …), (n, …) → ()
struct Dice {
  std::string reduction = "sum_over_batch_size";
  std::string name = "dice";
  Sizes axis = {};

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
