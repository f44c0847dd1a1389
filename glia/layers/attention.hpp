#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = softmax(scores) · value, where scores are query · keyᵀ, times a weight with use_scale.
/// Tensors{query (n, t, a), value (n, s, b)} → (n, t, b); a third input is the key (n, s, a), otherwise the value.
/// score_mode "concat": scores are concat_score_weight · Σ tanh(scale · (query + key)) instead. Weights: scale (),
/// concat_score_weight (). Masks that the inputs carry: hidden values have no weight, hidden queries give 0.
/// use_causal_mask: no key behind the query. return_attention_scores: the weights (n, t, s) are a second output.
/// ValueError for another score_mode; ShapeError for inputs that do not fit. Luong et al. 2015.
struct Attention {
  bool use_scale = false;
  std::string score_mode = "dot";
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
