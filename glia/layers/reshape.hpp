#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The same numbers in row-major order under another shape; the batch stays.  (n, …) → (n, target_shape…)
/// One size may be −1: what is left. ShapeError unless the number of elements of a row stays the same.
struct Reshape {
  Shape target_shape = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
