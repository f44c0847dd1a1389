#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Each number `size` times along each axis. (n, d, h, w, k) → (n, d·size, h·size, w·size, k)
/// ValueError for sizes below 1.
struct UpSampling3D {
  Sizes size = 2;
  std::string data_format = "channels_last";
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
