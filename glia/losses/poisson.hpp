#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// mean(output − target·ln(output + 1e-7)) over the last axis: the likelihood of counts.  (n, …, k), (n, …, k) → (n, …)
struct Poisson {
  std::string reduction = "sum_over_batch_size";
  std::string name = "poisson";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
