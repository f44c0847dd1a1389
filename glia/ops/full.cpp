#include "glia/ops/common.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::ops {

Tensor full(const Shape& shape, double value, DType dtype) {
  return detail::broadcast(detail::constant(value, dtype), shape);
}
Tensor zeros(const Shape& shape, DType dtype) { return full(shape, 0, dtype); }
Tensor ones(const Shape& shape, DType dtype) { return full(shape, 1, dtype); }
Tensor zeros_like(const Tensor& x) { return zeros(x.shape(), x.dtype()); }
Tensor ones_like(const Tensor& x) { return ones(x.shape(), x.dtype()); }

}  // namespace glia::ops
