#include <algorithm>

#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/reduction.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

void reference(const ReferenceCall& c) {
  fold_along_axes(c, 1, [](double total, double x) { return total * x; });
}

/// dx_i = dy · ∏ over j ≠ i of x_j, formed as products of rows in which x_i is replaced by 1: right also where x has
/// zeros, at the price of k² numbers for k factors.
Tensors gradient(const GradientCall& c) {
  const Tensor& x = c.x[0];
  const auto& axes = c.attributes.integers("axes");
  if (axes.empty()) return {c.dy[0]};
  std::vector<int> last, back(static_cast<std::size_t>(x.rank()));
  for (int i = 0; i < x.rank(); ++i) {
    if (std::find(axes.begin(), axes.end(), i) == axes.end()) last.push_back(i);
  }
  const auto kept = last.size();
  for (const std::int64_t a : axes) last.push_back(static_cast<int>(a));
  for (std::size_t i = 0; i < last.size(); ++i) back[static_cast<std::size_t>(last[i])] = static_cast<int>(i);
  const Tensor front = ops::transpose(x, last);
  Shape rows = front.shape().sub(0, static_cast<int>(kept));
  Shape factors = front.shape().sub(static_cast<int>(kept), x.rank());
  factors.push_back(1);
  const std::int64_t k = rows_of(factors)[0];
  rows.push_back(k);
  const Tensor index = ops::arange(k);
  const Tensor own = ops::equal(ops::expand_dims(index, 0), ops::expand_dims(index, 1));
  const Tensor others = ops::where(own, 1, ops::expand_dims(ops::reshape(front, rows), -2));
  const Tensor dx = ops::prod(others, {-1}) * ops::expand_dims(c.dy[0], -1);
  return {ops::transpose(ops::reshape(dx, front.shape()), back)};
}

}  // namespace

extern constinit const Op op_prod{
    .name = "prod",
    .arity = 1,
    .infer = reduced_spec,
    .gradient = gradient,
    .reference = reference,
    .onnx = "ReduceProd",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor prod(const Tensor& x, const Axes& axes, bool keepdims) {
  const bool small = x.dtype() == boolean || x.dtype() == u8;
  return detail::emit_reduction(detail::op_prod, small ? cast(x, i32) : x, axes, keepdims);
}

}  // namespace glia::ops
