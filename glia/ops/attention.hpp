#pragma once
#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace ops {

/// How dot_product_attention() weighs; the names are Keras's.
struct AttentionOptions {
  Tensor bias = {};        ///< added to the scores; broadcasts to (n, heads, queries, keys)
  Tensor mask = {};        ///< bool, broadcasts to (n, heads, queries, keys): false = the score becomes −1e9
  double scale = 0;        ///< of the scores; 0 = 1/√depth
  bool is_causal = false;  ///< query i sees the keys 0 … i only
};

/// softmax(scale · query · keyᵀ + bias) · value for each head: query (n, queries, heads, depth), key (n, keys, g,
/// depth), value (n, keys, g, width) → (n, queries, heads, width); g divides heads, and heads / g of them share each
/// head of keys. Without a bias no matrix of scores is in memory, neither forward nor in the gradient (Milakov and
/// Gimelshein 2018, Dao 2023). A query that may see no key gets the mean of all values. ShapeError for other shapes.
Tensor dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                             const AttentionOptions& options = {});

}  // namespace ops
}  // namespace glia
#pragma GCC visibility pop
