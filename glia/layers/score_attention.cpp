#include "glia/layers/score_attention.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

AttentionInputs score_inputs(const Scope& scope, const Tensors& xs) {
  AttentionInputs in = attention_inputs(scope, xs, false);
  if (in.query.dim(2) != in.key.dim(2)) {
    throw ShapeError({.rule = "Query and key are compared feature by feature",
                      .expected = std::to_string(in.query.dim(2)) + " features of the key",
                      .received = std::to_string(in.key.dim(2)),
                      .hint = "Bring both to one size with Dense"});
  }
  return in;
}

Tensor pair_sums(const AttentionInputs& in) { return ops::expand_dims(in.query, 2) + ops::expand_dims(in.key, 1); }

Attended attend_by_scores(Scope& scope, const AttentionInputs& in, const Tensor& given, bool causal, double dropout,
                          Dim seed) {
  Tensor mask;
  if (causal) mask = ops::expand_dims(causal_mask(given.dim(1), given.dim(2)), 0);
  if (in.value_mask.valid()) mask = both_masks(mask, ops::expand_dims(in.value_mask, 1));
  const Tensor scores = mask.valid() ? ops::where(mask, given, given - 1e9) : given;
  const Tensor weights = ops::softmax(scores);
  Tensor y = ops::matmul(dropout > 0 ? dropped(scope, weights, dropout, weights.shape(), seed) : weights, in.value);
  if (in.query_mask.valid()) y = ops::where(ops::expand_dims(in.query_mask, -1), y, 0);
  return {y, weights};
}

}  // namespace glia::detail
