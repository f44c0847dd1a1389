#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The largest number of each channel. (n, h, w, k) → (n, k), with keepdims (n, 1, 1, k)
struct GlobalMaxPooling2D {
  std::string data_format = "channels_last";
  bool keepdims = false;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
