#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = softmax(scores) · value, where scores are Σ scale · tanh(query + key) over the features.
/// Tensors{query (n, t, a), value (n, s, b)} → (n, t, b); a third input is the key (n, s, a), otherwise the value.
/// Weights: scale (a) with use_scale, drawn as glorot_uniform. Masks, use_causal_mask and return_attention_scores as in
/// Attention. ShapeError for inputs that do not fit. Bahdanau et al. 2015.
struct AdditiveAttention {
  bool use_scale = true;
  double dropout = 0;
  Dim seed = -1;
  bool use_causal_mask = false;
  bool return_attention_scores = false;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensors call(Scope& scope, const Tensors& query_value_key) const;
};

}  // namespace glia
#pragma GCC visibility pop
