#include "glia/ops/head_products.hpp"

#include "glia/ops/matmul.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

/// (n, steps, heads, size) ↔ (n, heads, steps, size)
Tensor heads_first(const Tensor& x) { return ops::transpose(x, {0, 2, 1, 3}); }

}  // namespace

HeadProducts::HeadProducts(const Tensor& query, const Tensor& key)
    : rows_(query.dim(0)), queries_(query.dim(1)), heads_(query.dim(2)), shared_(key.dim(2)) {}

Tensor HeadProducts::joined(const Tensor& x) const {
  return shared_ == heads_ ? x : ops::reshape(x, {rows_, shared_, heads_ / shared_ * queries_, x.dim(3)});
}

Tensor HeadProducts::apart(const Tensor& x) const {
  return shared_ == heads_ ? x : ops::reshape(x, {rows_, heads_, queries_, x.dim(3)});
}

Tensor HeadProducts::scores(const Tensor& query, const Tensor& key) const {
  return apart(ops::matmul(joined(heads_first(query)), heads_first(key), false, true));
}

Tensor HeadProducts::weighted(const Tensor& weights, const Tensor& value) const {
  return heads_first(apart(ops::matmul(joined(weights), heads_first(value))));
}

}  // namespace glia::detail
