#include <cmath>

#include "glia/ops/attention_ops.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

Tensor composed_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                          const ops::AttentionOptions& options) {
  const Dim n = query.dim(0), queries = query.dim(1), heads = query.dim(2), keys = key.dim(1), groups = key.dim(2);
  const auto heads_first = [](const Tensor& x) { return ops::transpose(x, {0, 2, 1, 3}); };
  // The heads of queries that share a head of keys lie behind each other, and are one product with it.
  const auto joined = [&](const Tensor& x) {
    return groups == heads ? x : ops::reshape(x, {n, groups, heads / groups * queries, x.dim(3)});
  };
  const auto apart = [&](const Tensor& x) {
    return groups == heads ? x : ops::reshape(x, {n, heads, queries, x.dim(3)});
  };
  Tensor scores = apart(ops::matmul(joined(heads_first(query * options.scale)), heads_first(key), false, true));
  if (options.bias.valid()) scores = scores + options.bias;
  Tensor mask = options.mask;
  if (options.is_causal) {
    const Tensor order = ops::greater_equal(ops::reshape(ops::arange(queries, i32), {queries, 1}),
                                            ops::reshape(ops::arange(keys, i32), {1, keys}));
    mask = mask.valid() ? ops::logical_and(mask, order) : order;
  }
  if (mask.valid()) scores = ops::where(mask, scores, kMaskedScore);
  const Tensor y = apart(ops::matmul(joined(ops::softmax(scores)), heads_first(value)));
  return ops::transpose(y, {0, 2, 1, 3});
}

}  // namespace glia::detail
