#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// In training sets a share `rate` of the numbers to 0 and divides the others by 1 − rate; otherwise y = x.
/// (n, …) → (n, …)
/// noise_shape: the shape of the mask if it is shared along axes of size 1, −1 = as the input; {} = the input's.
/// seed: −1 = the model's; ValueError unless 0 ≤ rate < 1. Srivastava et al. 2014.
struct Dropout {
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
