#include "glia/ops/common.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::ops {

Tensor zeros_like(const Tensor& x) { return detail::broadcast(detail::constant(0, x.dtype()), x.shape()); }
Tensor ones_like(const Tensor& x) { return detail::broadcast(detail::constant(1, x.dtype()), x.shape()); }

}  // namespace glia::ops
