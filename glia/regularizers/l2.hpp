#pragma once
#include "glia/regularizers/regularizer.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace regularizers {

/// l2·Σ w²
struct L2 {
  double l2 = 0.01;

  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace regularizers
}  // namespace glia
