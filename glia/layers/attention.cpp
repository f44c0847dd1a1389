#include "glia/layers/attention.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/score_attention.hpp"
#include "glia/ops/matmul.hpp"

namespace glia {

void Attention::fields(Fields& f) {
  using L = Attention;
  f("use_scale", &L::use_scale)("score_mode", &L::score_mode)("dropout", &L::dropout)("seed", &L::seed);
  detail::score_attention_fields<L>(f);
}

Tensors Attention::call(Scope& scope, const Tensors& xs) const {
  const bool dot = score_mode == "dot";
  if (!dot && score_mode != "concat") {
    throw ValueError({.rule = "score_mode is \"dot\" or \"concat\"", .received = "\"" + score_mode + "\""});
  }
  detail::check_rate(dropout);
  const detail::AttentionInputs in = detail::score_inputs(scope, xs);
  Tensor scale;
  if (use_scale) scale = scope.weight("scale", {}, Initializer("ones"));
  Tensor scores;
  if (dot) {
    scores = ops::matmul(in.query, in.key, false, true);
    if (use_scale) scores = scores * scale;
  } else {
    Tensor sums = detail::pair_sums(in);
    if (use_scale) sums = sums * scale;
    scores = ops::sum(ops::tanh(sums), -1) * scope.weight("concat_score_weight", {}, Initializer("ones"));
  }
  return detail::attend_by_scores(*this, scope, in, scores);
}

}  // namespace glia
