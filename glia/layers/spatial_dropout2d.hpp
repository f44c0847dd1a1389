#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// In training sets a share `rate` of the channels of each image to 0 and divides the others by 1 − rate; otherwise y =
/// x. (n, h, w, k) → (n, h, w, k) seed: −1 = the model's. ValueError unless 0 ≤ rate < 1, or for an unknown
/// data_format; ShapeError for another rank. Tompson et al. 2014.
struct SpatialDropout2D {
  double rate = 0.5;
  std::string data_format = "channels_last";
  Dim seed = -1;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static constexpr bool supports_masking = true;
  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
