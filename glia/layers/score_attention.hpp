// internal
#pragma once
#include "glia/layers/attention_parts.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::detail {

/// attention_inputs without a mask; ShapeError unless query and key have as many features.
AttentionInputs score_inputs(const Scope& scope, const Tensors& xs);
/// query + key for each pair: (n, t, s, features)
Tensor pair_sums(const AttentionInputs& in);
/// From scores (n, t, s): keys that the value's mask or the order of steps hides lose 1e9, softmax and dropout make
/// weights, and queries whose mask is false give 0. {y (n, t, b), weights before dropout (n, t, s)}
Attended attend_by_scores(Scope& scope, const AttentionInputs& in, const Tensor& scores, bool causal, double dropout,
                          Dim seed);

template <class L>
Tensors attend_by_scores(const L& layer, Scope& scope, const AttentionInputs& in, const Tensor& scores) {
  const Attended out = attend_by_scores(scope, in, scores, layer.use_causal_mask, layer.dropout, layer.seed);
  if (in.query_mask.valid()) scope.set_mask(out.y, in.query_mask);
  if (layer.return_attention_scores) return {out.y, out.scores};
  return {out.y};
}

/// What follows the arguments of Keras's constructor.
template <class L>
void score_attention_fields(Fields& f) {
  f("use_causal_mask", &L::use_causal_mask)("return_attention_scores", &L::return_attention_scores);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

}  // namespace glia::detail
