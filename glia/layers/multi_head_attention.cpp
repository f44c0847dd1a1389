#include "glia/layers/multi_head_attention.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/attention_in_heads.hpp"

namespace glia {

void MultiHeadAttention::fields(Fields& f) {
  using L = MultiHeadAttention;
  f("num_heads", &L::num_heads)("key_dim", &L::key_dim)("value_dim", &L::value_dim)("dropout", &L::dropout);
  f("use_bias", &L::use_bias)("output_shape", &L::output_shape)("attention_axes", &L::attention_axes);
  f("sliding_window", &L::sliding_window);
  detail::attention_fields<L>(f);
}

Tensors MultiHeadAttention::call(Scope& scope, const Tensors& xs) const {
  detail::check_attention_size("num_heads", num_heads);
  detail::check_attention_size("key_dim", key_dim);
  if (value_dim != 0) detail::check_attention_size("value_dim", value_dim);
  detail::check_rate(dropout);
  detail::check_sliding_window(sliding_window);
  if (!attention_axes.empty() && !(attention_axes == Sizes(1))) {
    throw UnsupportedError({.rule = "Attention is paid along the axis of steps",
                            .expected = "attention_axes 1, or none",
                            .received = Shape(attention_axes.values()).str(),
                            .hint = "Bring the axes into one with Reshape, and back afterwards"});
  }
  const detail::AttentionInputs in =
      detail::inputs_in_heads(scope, xs, num_heads, key_dim, value_dim > 0 ? value_dim : key_dim);
  Sizes projected = output_shape.empty() ? Sizes(in.query.dim(2)) : output_shape;
  std::vector<std::int64_t> sizes = projected.values();
  for (const std::int64_t size : sizes) detail::check_attention_size("Each size of output_shape", size);
  if (sizes.size() > 6) {
    throw ValueError({.rule = "A tensor has at most 8 axes, so output_shape has at most 6",
                      .received = std::to_string(sizes.size())});
  }
  sizes.insert(sizes.begin(), -1);
  const std::string output = std::string("efghij").substr(0, sizes.size() - 1);
  return detail::attend_in_heads(*this, scope, in, num_heads, num_heads, key_dim, value_dim > 0 ? value_dim : key_dim,
                                 output, Sizes(sizes));
}

}  // namespace glia
