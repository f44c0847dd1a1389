#pragma once
#include "glia/regularizers/regularizer.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace regularizers {

/// l1·Σ |w|
struct L1 {
  double l1 = 0.01;

  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace regularizers
}  // namespace glia
