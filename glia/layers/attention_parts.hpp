// internal
#pragma once
#include <string>

#include "glia/layers/einsum_dense.hpp"
#include "glia/layers/noise.hpp"
#include "glia/ops/attention.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

/// What a layer attends with; key is value where none is given.
struct AttentionInputs {
  Tensor query, value, key;  ///< in the dtype of the layer
  Tensor mask;               ///< bool, or none
  Tensor query_mask;         ///< bool (n, steps) that the tensors carry, or none
  Tensor value_mask, key_mask;
  Tensor cache, index;  ///< see attention_cache.hpp; none unless a text is generated
};

/// query, value, then perhaps key, then, if takes_mask, perhaps a bool tensor: the attention mask. ValueError for
/// another number of inputs; ShapeError unless each is (n, steps, features), with as many keys as values.
AttentionInputs attention_inputs(const Scope& scope, const Tensors& xs, bool takes_mask);

/// Which of `keys` steps each of `queries` may see if none lies behind its own: bool (queries, keys).
Tensor causal_mask(Dim queries, Dim keys);
/// `a` and `b`, either of which may be none.
Tensor both_masks(const Tensor& a, const Tensor& b);
/// Which keys each query may see, bool and with four axes that broadcast to (n, heads, queries, keys), from the masks
/// that the inputs carry, the one given, the order of steps (causal) and their distance (below `window` if that is
/// above 0); none = all. ShapeError for a mask that does not fit.
Tensor attention_mask(const AttentionInputs& in, Dim heads, bool causal, Dim window);

/// How the heads attend.
struct AttendOptions {
  double dropout = 0;
  Dim seed = -1;
};
struct Attended {
  Tensor y, scores;
};
/// y = softmax(query · keyᵀ / √h) · value for each head, with the weights of `mask` only. query (n, t, u, h), key
/// (n, s, v, h), value (n, s, v, w) → y (n, t, u, w), scores (n, u, t, s); v divides u, and u / v heads of queries
/// share each head of keys; a query that may see no key gets 0. Vaswani et al. 2017.
Attended attend(Scope& scope, const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& mask,
                const AttendOptions& options);

void check_attention_size(const std::string& field, Dim size);  ///< ValueError unless it is above 0
void check_sliding_window(Dim window);                          ///< ValueError below 0

/// A projection of a layer of heads, with its initializers, regularizers and constraints.
template <class L>
Layer projection(const L& layer, const std::string& name, const std::string& equation, const Sizes& output_shape,
                 const std::string& bias_axes, const ActivationFn& activation = linear) {
  return EinsumDense{.equation = equation,
                     .output_shape = output_shape,
                     .activation = activation,
                     .bias_axes = layer.use_bias ? bias_axes : "",
                     .kernel_initializer = layer.kernel_initializer,
                     .bias_initializer = layer.bias_initializer,
                     .kernel_regularizer = layer.kernel_regularizer,
                     .bias_regularizer = layer.bias_regularizer,
                     .kernel_constraint = layer.kernel_constraint,
                     .bias_constraint = layer.bias_constraint,
                     .activity_regularizer = layer.activity_regularizer,
                     .name = name,
                     .trainable = layer.trainable,
                     .dtype = layer.dtype};
}

/// What follows the sizes in a layer of heads.
template <class L>
void attention_fields(Fields& f) {
  f("kernel_initializer", &L::kernel_initializer)("bias_initializer", &L::bias_initializer);
  f("kernel_regularizer", &L::kernel_regularizer)("bias_regularizer", &L::bias_regularizer);
  f("activity_regularizer", &L::activity_regularizer);
  f("kernel_constraint", &L::kernel_constraint)("bias_constraint", &L::bias_constraint);
  f("use_gate", &L::use_gate)("seed", &L::seed);
  f("use_causal_mask", &L::use_causal_mask)("return_attention_scores", &L::return_attention_scores);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

}  // namespace glia::detail
