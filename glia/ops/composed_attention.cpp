#include "glia/ops/attention_ops.hpp"
#include "glia/ops/head_products.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

Tensor composed_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                          const ops::AttentionOptions& options) {
  const HeadProducts heads(query, key);
  const Dim queries = query.dim(1), keys = key.dim(1);
  Tensor scores = heads.scores(query * options.scale, key);
  if (options.bias.valid()) scores = scores + options.bias;
  Tensor mask = options.mask;
  if (options.is_causal) {
    const Tensor order = ops::greater_equal(ops::reshape(ops::arange(queries, i32), {queries, 1}),
                                            ops::reshape(ops::arange(keys, i32), {1, keys}));
    mask = mask.valid() ? ops::logical_and(mask, order) : order;
  }
  if (mask.valid()) scores = ops::where(mask, scores, kMaskedScore);
  return heads.weighted(ops::softmax(scores), value);
}

}  // namespace glia::detail
