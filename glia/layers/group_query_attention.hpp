#pragma once
#include <string>

#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// MultiHeadAttention in which num_query_heads / num_key_value_heads heads of queries share a head of keys and values.
/// Tensors{query (n, t, a), value (n, s, a)[, key (n, s, b)][, bool mask]} → (n, t, a). The further fields, inputs and
/// outputs are those of MultiHeadAttention; keys are not repeated in memory. Weights: as there. ValueError unless
/// num_key_value_heads divides num_query_heads; ShapeError unless query and value have as many features.
/// Ainslie et al. 2023.
struct GroupQueryAttention {
  Dim head_dim = 0;
  Dim num_query_heads = 0;
  Dim num_key_value_heads = 0;
  double dropout = 0;
  bool use_bias = true;
  Dim sliding_window = 0;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  bool use_gate = false;
  Dim seed = -1;
  bool use_causal_mask = false;
  bool return_attention_scores = false;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensors call(Scope& scope, const Tensors& query_value_key_mask) const;
};

}  // namespace glia
#pragma GCC visibility pop
