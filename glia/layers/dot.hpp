#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The products of two inputs summed along one axis of each, sample by sample: y(n, i…, j…) = Σ_k a(n, i…, k)·b(n, k,
/// j…), where k is axis axes[0] of a and axes[1] of b. [(n, i…, k), (n, k, j…)] → (n, i…, j…), (n, 1) if nothing else
/// is left. One number in `axes` is meant for both inputs; negative ones count from the end. normalize: both are
/// divided by their length √Σ² along these axes first (one below 1e-7 counts as 1e-7), which gives the cosine.
/// ValueError for another number of inputs or axes, or the axis of the batch; ShapeError unless both axes have one
/// size.
struct Dot {
  Sizes axes = {};
  bool normalize = false;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensors& xs) const;
};

}  // namespace glia
#pragma GCC visibility pop
