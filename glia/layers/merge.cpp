#include "glia/layers/merge.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/logic.hpp"

namespace glia::detail {
namespace {

bool fits(const Shape& a, const Shape& b) {
  if (a.rank() != b.rank()) return false;
  for (int i = 0; i < a.rank(); ++i) {
    if (a[i] != b[i] && (i == 0 || (a[i] != 1 && b[i] != 1))) return false;
  }
  return true;
}

}  // namespace

void throw_wrong_merge_count(std::size_t expected, std::size_t received) {
  throw ValueError({.rule = "A merging layer is applied to several inputs",
                    .expected = expected > 0 ? std::to_string(expected) : "two or more",
                    .received = std::to_string(received),
                    .hint = "Write Tensors{a, b} | Add{}"});
}

Tensors merged_inputs(const Scope& scope, const Tensors& xs, std::size_t count) {
  if (count > 0 ? xs.size() != count : xs.size() < 2) throw_wrong_merge_count(count, xs.size());
  Tensors out;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    if (!fits(xs[0].shape(), xs[i].shape())) {
      throw ShapeError({.rule = "The inputs of a merging layer must have the same sizes, or 1 on one side",
                        .expected = "input " + std::to_string(i) + " to fit " + xs[0].shape().str(),
                        .received = xs[i].shape().str(),
                        .hint = "Bring them to one size first, for example with Dense, or join them with Concatenate"});
    }
    out.push_back(in_dtype_of(scope, xs[i]));
  }
  return out;
}

Tensor with_merged_mask(Scope& scope, const Tensors& xs, const Tensor& y) {
  Tensor all;
  for (const Tensor& x : xs) {
    const Tensor mask = scope.mask(x);
    if (!mask.valid()) return y;
    all = all.valid() ? ops::logical_or(all, mask) : mask;
  }
  scope.set_mask(y, all);
  return y;
}

}  // namespace glia::detail
