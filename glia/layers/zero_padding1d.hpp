#pragma once
#include <string>

#include "glia/base/margins.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Zeros around the image. (n, s, k) → (n, s + in front + behind, k)
/// `{1, 2}` is in front and behind. ValueError for other forms and negative
/// numbers.
struct ZeroPadding1D {
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
