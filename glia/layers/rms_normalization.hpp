#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = scale · x / √(mean(x²) + epsilon), the mean over `axis`.  (n, …) → (n, …)
/// Weight: scale, of the sizes of x along `axis`, ones at first. ValueError for an axis outside the input or given
/// twice, or epsilon < 0. Where `axis` is not the last, Keras lays scale along the last axes all the same; Glia along
/// `axis`. Zhang and Sennrich 2019.
struct RMSNormalization {
  Sizes axis = -1;
  double epsilon = 1e-6;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
