#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::ops {

Tensor var(const Tensor& x, const Axes& axes, bool keepdims) {
  const Tensor real = detail::as_real(x);
  return mean(square(real - mean(real, axes, true)), axes, keepdims);
}

}  // namespace glia::ops
