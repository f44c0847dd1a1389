#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// `layer` with its kernel (or embeddings) W divided by its largest singular value: W, seen as a matrix whose columns
/// are its last axis, is about 1 long in each direction afterwards. (n, …) → what `layer` gives.
/// In training σ = v · W · uᵀ, where power_iterations times v = u · Wᵀ / ‖u · Wᵀ‖, u = v · W / ‖v · W‖; gradients flow
/// through W / σ, but not through u and v, and u is kept. An update of W ends with such a division, so that otherwise W
/// is used as it is. A W of zeros stays. Weights: those of `layer`, and vector_u (1, last axis of W). ValueError for
/// power_iterations below 1 and a layer without kernel or embeddings; UnsupportedError for a layer that was applied
/// elsewhere. Miyato et al. 2018, arXiv:1802.05957.
struct SpectralNormalization {
  Layer layer = {};
  Dim power_iterations = 1;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
