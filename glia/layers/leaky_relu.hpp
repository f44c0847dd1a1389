#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = x where x ≥ 0, else negative_slope·x.  (n, …) → (n, …)
/// ValueError if negative_slope < 0. Maas et al. 2013.
struct LeakyReLU {
  double negative_slope = 0.3;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static constexpr bool supports_masking = true;
  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
