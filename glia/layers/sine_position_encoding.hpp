#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The position of each step as sines and cosines, to be added to what it is given: (n, s, k) → (n, s, k), with
/// y[p, 2i] = sin(q), y[p, 2i + 1] = cos(q), q = (start_index + p) / max_wavelength^(2i / k), whatever x is. KerasHub's
/// layer: Keras has none. start_index, an argument of its call, is a field. ValueError unless max_wavelength > 0;
/// ShapeError unless x has three axes. Vaswani et al. 2017.
struct SinePositionEncoding {
  double max_wavelength = 10000;
  Dim start_index = 0;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
