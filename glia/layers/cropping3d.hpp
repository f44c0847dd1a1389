#pragma once
#include <string>

#include "glia/base/margins.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The image without its rim. (n, d, h, w, k) → (n, d − …, h − …, w − …, k)
/// `{1, 2, 3}` is one number for each axis, `{{1, 2}, {3, 4}, {5, 6}}` in front and behind of each. ValueError for
/// other forms and negative numbers; ShapeError if nothing is left.
struct Cropping3D {
  Margins cropping = 1;
  std::string data_format = "channels_last";
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
