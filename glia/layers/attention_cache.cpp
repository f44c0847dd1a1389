#include "glia/layers/attention_cache.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

bool reads_cache(const Tensors& xs) { return xs.size() == 3 && xs[1].rank() == 5; }

AttentionInputs cached_inputs(const Scope& scope, const Tensors& xs, Dim heads, Dim key_dim, Dim value_dim) {
  const Tensor &query = xs[0], &cache = xs[1];
  if (key_dim != value_dim) {
    throw ValueError({.rule = "One cache holds keys and values, so they have one size",
                      .expected = "value_dim " + std::to_string(key_dim),
                      .received = std::to_string(value_dim)});
  }
  const bool fits = query.rank() == 3 && cache.dim(0) == query.dim(0) && cache.dim(1) == 2 && cache.dim(3) == heads &&
                    cache.dim(4) == key_dim;
  if (!fits) {
    throw ShapeError({.rule = "The cache holds keys and values of each step for the query's samples",
                      .expected = "query (n, t, features) and cache (n, 2, steps, " + std::to_string(heads) + ", " +
                                  std::to_string(key_dim) + ")",
                      .received = query.shape().str() + " and " + cache.shape().str()});
  }
  const Tensor index = xs[2].rank() == 2 ? ops::squeeze(xs[2], -1) : xs[2];
  if (!index.dtype().is_integer() || index.rank() != 1 || index.dim(0) != query.dim(0)) {
    throw ShapeError({.rule = "The index says of each sample at which step its query begins",
                      .expected = "integers (n)",
                      .received = std::string(xs[2].dtype().name()) + " " + xs[2].shape().str()});
  }
  AttentionInputs out;
  out.query = out.key = out.value = in_dtype_of(scope, query);
  out.cache = in_dtype_of(scope, cache);
  out.index = ops::cast(index, i32);
  return out;
}

CachedAttention attend_to_cache(const AttentionInputs& in, const Tensor& query, const Tensor& key, const Tensor& value,
                                Dim window) {
  const Dim n = query.dim(0), t = query.dim(1), steps = in.cache.dim(2), heads = key.dim(2), size = key.dim(3);
  const Tensor places = ops::arange(steps, i32);
  // Taken from the list of places, so that an index past its end is noticed.
  const Tensor last = ops::take(places, in.index + (static_cast<std::int64_t>(t) - 1));
  const Tensor own =
      ops::reshape(last, {n, 1}) + ops::reshape(ops::arange(t, i32) - (static_cast<std::int64_t>(t) - 1), {1, t});

  // (n, steps, t): which of the new steps stands at each place.
  const Tensor here = ops::equal(ops::reshape(places, {1, steps, 1}), ops::reshape(own, {n, 1, t}));
  const auto placed = [&](const Tensor& x) {
    const Tensor flat = ops::reshape(x, {n, t, heads * size});
    return ops::reshape(ops::matmul(ops::cast(here, flat.dtype()), flat), {n, 1, steps, heads, size});
  };
  const Tensor is_new = ops::reshape(ops::any(here, {-1}), {n, 1, steps, 1, 1});
  CachedAttention out;
  out.cache = ops::where(is_new, ops::concatenate({placed(key), placed(value)}, 1), in.cache);

  const Tensor distance = ops::reshape(own, {n, 1, t, 1}) - ops::reshape(places, {1, 1, 1, steps});
  Tensor sees = ops::greater_equal(distance, 0);
  if (window > 0) sees = ops::logical_and(sees, ops::less(distance, static_cast<std::int64_t>(window)));
  const auto kept = [&](int which) {
    return ops::reshape(ops::slice(out.cache, {0, which}, {ops::kEnd, which + 1}), {n, steps, heads, size});
  };
  out.y = ops::dot_product_attention(query, kept(0), kept(1), {.mask = sees});
  return out;
}

}  // namespace glia::detail
