#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// The mean over the last axis of ½e² where |e| ≤ delta, delta·|e| − ½delta² elsewhere; e = output − target.
/// (n, …, k), (n, …, k) → (n, …). ValueError unless delta > 0.
struct Huber {
  double delta = 1;
  std::string reduction = "sum_over_batch_size";
  std::string name = "huber_loss";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
