#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::ops {

Tensor std(const Tensor& x, const Axes& axes, bool keepdims) { return sqrt(var(x, axes, keepdims)); }

}  // namespace glia::ops
