#include "glia/ops/reduction.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::detail {

std::vector<Spec> reduced_spec(const Call& call) {
  const auto& axes = call.attributes.integers("axes");
  Shape out = call.inputs[0].shape;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (axes[i] < 0 || axes[i] >= out.rank() || (i > 0 && axes[i] <= axes[i - 1])) {
      throw ShapeError({.rule = "The axes of a reduction exist and are sorted", .received = call.inputs[0].str()});
    }
  }
  for (auto a = axes.rbegin(); a != axes.rend(); ++a) out.erase(static_cast<int>(*a));
  return {{out, call.inputs[0].dtype}};
}

void fold_along_axes(const ReferenceCall& c, double start, double (*step)(double, double)) {
  const auto& axes = c.attributes.integers("axes");
  std::vector<double> totals(static_cast<std::size_t>(c.out[0].size()), start);
  for (std::int64_t flat = 0; flat < c.in[0].size(); ++flat) {
    double& total = totals[static_cast<std::size_t>(reduced_position(flat, c.in[0].shape(), axes))];
    total = step(total, c.in[0].get(flat));
  }
  for (std::size_t i = 0; i < totals.size(); ++i) c.out[0].set(static_cast<std::int64_t>(i), totals[i]);
}

Tensor emit_reduction(const Op& op, const Tensor& x, const ops::Axes& axes, bool keepdims) {
  const ErrorPath path(op.name);
  const auto normal = normal_axes(axes, x.rank());
  const Tensor y = emit(op, {x}, {{"axes", normal}});
  return keepdims ? restore_axes(y, x.shape(), normal) : y;
}

}  // namespace glia::detail
