#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The mean of its inputs, number by number.  [(n, …), (n, …), …] → (n, …)
/// Sizes must be equal, or 1 on one side; ShapeError otherwise. ValueError for fewer than two inputs.
struct Average {
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensors& xs) const;
};

}  // namespace glia
#pragma GCC visibility pop
