#include "glia/ops/extremum.hpp"

#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

Tensor chosen(const GradientCall& c, const Tensor& wins) {
  const DType dtype = c.dy[0].dtype();
  return c.dy[0] * (ops::cast(wins, dtype) + ops::cast(ops::equal(c.x[0], c.x[1]), dtype) * 0.5);
}

Tensors shared_among_equals(const GradientCall& c) {
  const auto& axes = c.attributes.integers("axes");
  const Shape& shape = c.x[0].shape();
  const Tensor hit = ops::cast(ops::equal(c.x[0], restore_axes(c.y[0], shape, axes)), c.dy[0].dtype());
  const Tensor hits = ops::sum(hit, std::vector<int>(axes.begin(), axes.end()));
  // Without elements along the axes nothing is divided; the reductions of rank 0 have no axes at all.
  return {axes.empty() ? c.dy[0] : hit * restore_axes(c.dy[0] / hits, shape, axes)};
}

}  // namespace glia::detail
