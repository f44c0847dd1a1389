#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Turns pairs of features by an angle that grows with the step, so that products of queries and keys depend on their
/// distance: (a, b) → (a·cos q − b·sin q, b·cos q + a·sin q), q = (start_index + p) / scaling_factor /
/// max_wavelength^(2i / k), for a = x[…, i] and b = x[…, i + k/2], as KerasHub's layer pairs them (Keras has none; the
/// paper pairs neighbours, which is another order of features). (n, …) → (n, …), steps along sequence_axis, k along
/// feature_axis. start_index, an argument of KerasHub's call, is a field. ValueError for axes outside the input, equal
/// or the batch, or unless max_wavelength and scaling_factor are above 0; ShapeError for an odd k. Su et al. 2021.
struct RotaryEmbedding {
  double max_wavelength = 10000;
  double scaling_factor = 1;
  Dim sequence_axis = 1;
  Dim feature_axis = -1;
  Dim start_index = 0;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
