#include "glia/ops/shape_ops.hpp"

namespace glia::ops {

Tensor stack(const Tensors& xs, int axis) {
  Tensors parts;
  for (const Tensor& x : xs) parts.push_back(expand_dims(x, axis));
  return concatenate(parts, axis);
}

}  // namespace glia::ops
