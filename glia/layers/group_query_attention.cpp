#include "glia/layers/group_query_attention.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/attention_in_heads.hpp"

namespace glia {

void GroupQueryAttention::fields(Fields& f) {
  using L = GroupQueryAttention;
  f("head_dim", &L::head_dim)("num_query_heads", &L::num_query_heads);
  f("num_key_value_heads", &L::num_key_value_heads)("dropout", &L::dropout)("use_bias", &L::use_bias);
  f("sliding_window", &L::sliding_window);
  detail::attention_fields<L>(f);
}

Tensors GroupQueryAttention::call(Scope& scope, const Tensors& xs) const {
  detail::check_attention_size("head_dim", head_dim);
  detail::check_attention_size("num_query_heads", num_query_heads);
  detail::check_attention_size("num_key_value_heads", num_key_value_heads);
  if (num_query_heads % num_key_value_heads != 0) {
    throw ValueError({.rule = "Each head of keys and values serves as many heads of queries",
                      .expected = "num_key_value_heads to divide num_query_heads = " + std::to_string(num_query_heads),
                      .received = std::to_string(num_key_value_heads)});
  }
  detail::check_rate(dropout);
  detail::check_sliding_window(sliding_window);
  const detail::AttentionInputs in = detail::inputs_in_heads(scope, xs, num_key_value_heads, head_dim, head_dim);
  if (in.query.dim(2) != in.value.dim(2)) {
    throw ShapeError({.rule = "Query and value have as many features",
                      .expected = std::to_string(in.query.dim(2)),
                      .received = std::to_string(in.value.dim(2)),
                      .hint = "Bring the value to that size with Dense"});
  }
  return detail::attend_in_heads(*this, scope, in, num_query_heads, num_key_value_heads, head_dim, head_dim, "e",
                                 {-1, in.query.dim(2)});
}

}  // namespace glia
