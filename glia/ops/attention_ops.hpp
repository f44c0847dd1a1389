// internal
#pragma once
#include <array>

#include "glia/ops/attention.hpp"
#include "glia/ops/common.hpp"

namespace glia::detail {

/// query (n, queries, heads, depth), key (n, keys, g, depth), value (n, keys, g, width), perhaps a bool mask → y
/// (n, queries, heads, width), and of each row of scores the largest and Σ e^(score − largest), (n, heads, queries, 2).
extern const Op op_attention;
/// query, key, value, both results, dy, perhaps the mask → the gradients of query, key, value.
extern const Op op_attention_gradient;

constexpr double kMaskedScore = -1e9;

/// The sizes of attention at a number of rows.
struct AttentionSizes {
  std::int64_t n, queries, heads, depth, keys, groups, width;
  AttentionSizes(const Shape& query, const Shape& key, const Shape& value)
      : n(query[0]),
        queries(query[1]),
        heads(query[2]),
        depth(query[3]),
        keys(key[1]),
        groups(key[2]),
        width(value[3]) {}
  std::int64_t group_of(std::int64_t head) const { return head / (heads / groups); }
};

/// A ShapeError unless input `at`, if there is one, is a mask.
void check_attention_mask(const Call& call, std::size_t at);
/// Strides of a mask that broadcasts to (n, heads, queries, keys): 0 along an axis of size 1.
std::array<std::int64_t, 4> mask_strides(const Shape& mask);

/// The same attention made of products and a softmax, with the whole matrix of scores.
Tensor composed_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                          const ops::AttentionOptions& options);

}  // namespace glia::detail
