#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = x / (bias + alpha · Σ x²)^beta, the sum over the channel and depth_radius neighbours on either side of it, as
/// far as there are any.  (n, …, k) → (n, …, k)
/// Not in Keras; the defaults are AlexNet's (Krizhevsky, Sutskever and Hinton 2012, section 3.3: k, n = 2·depth_radius
/// + 1, alpha, beta). ValueError for a negative depth_radius, and unless bias > 0.
struct LocalResponseNormalization {
  Dim depth_radius = 2;
  double bias = 2;
  double alpha = 1e-4;
  double beta = 0.75;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
