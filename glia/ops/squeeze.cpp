#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::ops {

Tensor squeeze(const Tensor& x, int axis) {
  const ErrorPath path("squeeze");
  Shape shape = x.shape();
  if (shape.dim(axis) != 1) {
    throw ShapeError({.rule = "Only an axis of size 1 can be dropped",
                      .received = "axis " + std::to_string(axis) + " of " + shape.str()});
  }
  shape.erase(shape.axis(axis));
  return reshape(x, shape);
}

}  // namespace glia::ops
