#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A larger image. (n, h, w, k) → (n, h·size, w·size, k)
/// `interpolation` "nearest" repeats each number. The others put pixel o of an axis at p = (o + ½) / size − ½ and take
/// Σ w(p − i)·x(i) / Σ w(p − i) over the pixels i there are: "bilinear" with w(d) = 1 − |d| up to |d| = 1, "bicubic"
/// with Keys's cubic (a = −½) up to 2, "lanczos3" and "lanczos5" with sinc(d)·sinc(d / r) up to r = 3 and 5. ValueError
/// for sizes below 1 and other interpolations. Keys 1981, "Cubic convolution interpolation".
struct UpSampling2D {
  Sizes size = 2;
  std::string data_format = "channels_last";
  std::string interpolation = "nearest";
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
