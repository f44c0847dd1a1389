#include "glia/layers/additive_attention.hpp"

#include "glia/layers/score_attention.hpp"

namespace glia {

void AdditiveAttention::fields(Fields& f) {
  using L = AdditiveAttention;
  f("use_scale", &L::use_scale)("dropout", &L::dropout)("seed", &L::seed);
  detail::score_attention_fields<L>(f);
}

Tensors AdditiveAttention::call(Scope& scope, const Tensors& xs) const {
  detail::check_rate(dropout);
  const detail::AttentionInputs in = detail::score_inputs(scope, xs);
  Tensor parts = ops::tanh(detail::pair_sums(in));
  if (use_scale) parts = parts * scope.weight("scale", {in.query.dim(2)}, Initializer("glorot_uniform"));
  return detail::attend_by_scores(*this, scope, in, ops::sum(parts, -1));
}

}  // namespace glia
