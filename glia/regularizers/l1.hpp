#pragma once
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace regularizers {

/// l1·Σ |w|
struct L1 {
  double l1 = 0.01;

  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
