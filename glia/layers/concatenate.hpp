#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Its inputs side by side along `axis` (the batch is axis 0).  [(n, a), (n, b), …] → (n, a + b + …)
/// ShapeError unless all other sizes are equal; ValueError for fewer than two inputs or an axis outside the rank.
struct Concatenate {
  Dim axis = -1;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensors& xs) const;
};

}  // namespace glia
#pragma GCC visibility pop
