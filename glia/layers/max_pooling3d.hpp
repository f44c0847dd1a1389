#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The largest number of each window. (n, d, h, w, k) → (n, o, p, q, k)
/// Windows lie `strides` apart, by default side by side. ShapeError if none fits.
struct MaxPooling3D {
  Sizes pool_size = 2;
  Sizes strides = {};  ///< empty: pool_size
  std::string padding = "valid";
  std::string data_format = "channels_last";
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
