#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// In training y = x · e, e normal with mean 1 and standard deviation √(rate / (1 − rate)); otherwise y = x.
/// (n, …) → (n, …)
/// seed: −1 = the model's. ValueError unless 0 ≤ rate < 1. Srivastava et al. 2014.
struct GaussianDropout {
  double rate = 0.5;
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
