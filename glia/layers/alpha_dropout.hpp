#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// In training sets a share `rate` of the numbers to s = −1.7581, the value that selu saturates at, and returns a·x + b
/// with a = 1/√((1 − rate)·(1 + rate·s²)) and b = −a·rate·s, so that mean 0 and variance 1 stay; otherwise y = x.
/// (n, …) → (n, …)
/// noise_shape as in Dropout; seed: −1 = the model's. ValueError unless 0 ≤ rate < 1. Klambauer et al. 2017.
struct AlphaDropout {
  double rate = 0.5;
  Shape noise_shape = {};
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
