#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Each number `size` times along the axis. (n, s, k) → (n, s·size, k)
/// ValueError for sizes below 1.
struct UpSampling1D {
  Dim size = 2;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
