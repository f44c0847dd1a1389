#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Each row `n` times.  (rows, k) → (rows, n, k)
/// ValueError unless n > 0; ShapeError unless x has two axes.
struct RepeatVector {
  Dim n = 0;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
