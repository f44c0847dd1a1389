// internal
#pragma once
#include "glia/graph/scope.hpp"

namespace glia::detail {

/// The inputs of a merging layer in one dtype. ValueError for fewer than two of them, or, if `count` > 0, for another
/// number; ShapeError unless the ranks are equal and the sizes of each axis are equal or 1.
Tensors merged_inputs(const Scope& scope, const Tensors& xs, std::size_t count = 0);
[[noreturn]] void throw_wrong_merge_count(std::size_t expected, std::size_t received);

/// `y`, which gets the masks of `xs` joined by "or", if each has one.
Tensor with_merged_mask(Scope& scope, const Tensors& xs, const Tensor& y);

/// f(… f(f(x₀, x₁), x₂) …)
template <class F>
Tensor folded(const Tensors& xs, F&& f) {
  Tensor out = xs[0];
  for (std::size_t i = 1; i < xs.size(); ++i) out = f(out, xs[i]);
  return out;
}

}  // namespace glia::detail
