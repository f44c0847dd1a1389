#pragma once
#include <string>

#include "glia/base/margins.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Zeros around the image. (n, h, w, k) → (n, h + …, w + …, k)
/// `{1, 2}` is one number for each axis, `{{1, 2}, {3, 4}}` in front and behind of each. ValueError for other forms and
/// negative numbers.
struct ZeroPadding2D {
  Margins padding = 1;
  std::string data_format = "channels_last";
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
