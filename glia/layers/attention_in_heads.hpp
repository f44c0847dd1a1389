// internal
#pragma once
#include "glia/layers/attention_cache.hpp"

namespace glia::detail {

/// {query, value …} or {query, cache, index}.
inline AttentionInputs inputs_in_heads(const Scope& scope, const Tensors& xs, Dim key_heads, Dim key_dim,
                                       Dim value_dim) {
  return reads_cache(xs) ? cached_inputs(scope, xs, key_heads, key_dim, value_dim) : attention_inputs(scope, xs, true);
}

/// The whole of a layer of heads: projections, attention, gate, and `output` of (n, steps, heads, value size).
/// {y}, or {y, scores}, or {y, cache}.
template <class L>
Tensors attend_in_heads(const L& layer, Scope& scope, const AttentionInputs& in, Dim heads, Dim key_heads, Dim key_dim,
                        Dim value_dim, const std::string& output, const Sizes& output_shape) {
  const auto projected = [&](const char* name, const Tensor& x, Dim of_heads, Dim size,
                             const ActivationFn& f = linear) {
    return x | projection(layer, name, "abc,cde->abde", {-1, of_heads, size}, "de", f);
  };
  const Tensor query = projected("query", in.query, heads, key_dim);
  const Tensor key = projected("key", in.key, key_heads, key_dim);
  Tensor gate;
  if (layer.use_gate) gate = projected("gate", in.query, heads, value_dim, sigmoid);
  const Tensor value = projected("value", in.value, key_heads, value_dim);
  const auto output_of = [&](const Tensor& y) {
    return (layer.use_gate ? y * gate : y) |
           projection(layer, "attention_output", "abcd,cd" + output + "->ab" + output, output_shape, output);
  };
  if (in.cache.valid()) {
    const auto [y, cache] = attend_to_cache(in, query, key, value, layer.sliding_window);
    return {output_of(y), cache};
  }
  Attended attended;
  // Keras computes weights that it drops or returns in another way, where a query that may see nothing gets 0.
  const bool apart = layer.dropout > 0 || layer.return_attention_scores;
  Tensor mask = attention_mask(in, heads, apart && layer.use_causal_mask, layer.sliding_window);
  if (apart) {
    attended = attend(scope, query, key, value, mask, {layer.dropout, layer.seed});
  } else {
    attended.y = ops::dot_product_attention(query, key, value, {.mask = mask, .is_causal = layer.use_causal_mask});
  }
  const Tensor y = output_of(attended.y);
  if (in.query_mask.valid()) scope.set_mask(y, in.query_mask);
  if (layer.return_attention_scores) return {y, attended.scores};
  return {y};
}

}  // namespace glia::detail
