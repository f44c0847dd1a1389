#pragma once
#include <string>

#include "glia/base/margins.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The image without its rim. (n, s, k) → (n, s − in front − behind, k)
/// `{1, 2}` is in front and behind. ValueError for other forms and negative
/// numbers; ShapeError if nothing is left.
struct Cropping1D {
  Margins cropping = 1;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
