#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::ops {

Tensor flatten(const Tensor& x) {
  const ErrorPath path("flatten");
  const Shape& shape = x.shape();
  if (shape.rank() == 0)
    throw ShapeError({.rule = "Flattening keeps the first axis", .expected = "at least one axis", .received = "()"});
  return reshape(x, {shape[0], shape.sub(1, shape.rank()).elements()});
}

}  // namespace glia::ops
