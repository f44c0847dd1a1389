#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::ops {

Tensor expand_dims(const Tensor& x, int axis) {
  const int rank = x.rank();
  if (axis < -rank - 1 || axis > rank) {
    throw ShapeError({.where = "expand_dims",
                      .rule = "A new axis lies between or beside the axes that are there",
                      .expected = "an axis in [" + std::to_string(-rank - 1) + ", " + std::to_string(rank) + "]",
                      .received = std::to_string(axis)});
  }
  Shape shape = x.shape();
  shape.insert(axis < 0 ? axis + rank + 1 : axis, 1);
  return reshape(x, shape);
}

}  // namespace glia::ops
