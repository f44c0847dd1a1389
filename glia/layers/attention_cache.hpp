// internal
#pragma once
#include "glia/layers/attention_parts.hpp"

namespace glia::detail {

/// Whether a layer of heads is given {query, cache, index}: what generating token by token asks of it.
bool reads_cache(const Tensors& xs);
/// query (n, t, a); cache (n, 2, s, heads, size), keys and values of the s steps of a text; index (n) integer, the step
/// at which the query's first stands. ShapeError or TypeError if they do not fit.
AttentionInputs cached_inputs(const Scope& scope, const Tensors& xs, Dim heads, Dim key_dim, Dim value_dim);

struct CachedAttention {
  Tensor y, cache;
};
/// Puts key and value (n, t, heads, size) into steps index … index + t − 1 of the cache, and lets each query see the
/// steps up to its own, nearer than `window` if that is above 0. Steps past the cache's end are a DataError at run
/// time.
CachedAttention attend_to_cache(const AttentionInputs& in, const Tensor& query, const Tensor& key, const Tensor& value,
                                Dim window);

}  // namespace glia::detail
