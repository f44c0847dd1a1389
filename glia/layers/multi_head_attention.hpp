#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Attention in several heads, each with its projections: softmax(q · kᵀ / √key_dim) · v, joined and projected.
/// Tensors{query (n, t, a), value (n, s, b)} → (n, t, a), or (n, t, output_shape). A third input is the key (n, s, c),
/// otherwise the value; a last one of dtype bool, (n, t, s) or (n, heads, t, s), says which keys each query may see.
/// Masks that the inputs carry are joined with it. value_dim: 0 = key_dim. sliding_window: queries see keys nearer than
/// that, 0 = all. use_causal_mask: none behind them. use_gate: the heads are multiplied by a sigmoid of the query.
/// return_attention_scores: (n, heads, t, s) is a second output. A query that may see nothing gets the mean of all
/// values, or 0 with dropout or scores, as in Keras. Weights: query, key, (gate,) value, attention_output, each kernel
/// and bias. ValueError for sizes below 1; ShapeError for inputs and masks that do not fit; UnsupportedError for
/// attention_axes other than 1. Vaswani et al. 2017.
struct MultiHeadAttention {
  Dim num_heads = 0;
  Dim key_dim = 0;
  Dim value_dim = 0;
  double dropout = 0;
  bool use_bias = true;
  Sizes output_shape = {};
  Sizes attention_axes = {};
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
