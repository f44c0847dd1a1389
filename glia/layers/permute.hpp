#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Its axes in another order: axis i of y is axis dims[i − 1] of x; the batch is axis 0 and stays.
/// Permute{{2, 1}}: (n, a, b) → (n, b, a). ValueError unless dims holds each of 1, 2, …, its length once; ShapeError
/// unless x has one axis more.
struct Permute {
  Sizes dims = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
