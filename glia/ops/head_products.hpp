// internal
#pragma once
#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// The two products of attention, of heads that lie (n, steps, heads, size). Heads of the query that share a head of
/// key and value lie behind each other and are one product with it.
class HeadProducts {
 public:
  HeadProducts(const Tensor& query, const Tensor& key);
  /// query · keyᵀ for each head: (n, heads, queries, keys)
  Tensor scores(const Tensor& query, const Tensor& key) const;
  /// weights · value for each head: (n, queries, heads, size)
  Tensor weighted(const Tensor& weights, const Tensor& value) const;

 private:
  Tensor joined(const Tensor& x) const;
  Tensor apart(const Tensor& x) const;

  Dim rows_, queries_, heads_, shared_;
};

}  // namespace glia::detail
