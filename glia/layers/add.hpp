#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The sum of its inputs.  [(n, …), (n, …), …] → (n, …)
/// Sizes must be equal, or 1 on one side; ShapeError otherwise. ValueError for fewer than two inputs.
struct Add {
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensors& xs) const;
};

}  // namespace glia
#pragma GCC visibility pop
