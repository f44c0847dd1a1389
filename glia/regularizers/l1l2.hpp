#pragma once
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace regularizers {

/// l1·Σ |w| + l2·Σ w²
struct L1L2 {
  double l1 = 0;
  double l2 = 0;

  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
