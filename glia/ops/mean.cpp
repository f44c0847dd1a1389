#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::ops {

Tensor mean(const Tensor& x, const Axes& axes, bool keepdims) {
  const Tensor real = detail::as_real(x);
  const Tensor total = sum(real, axes, keepdims);
  return total / detail::as(count(real, axes), real.dtype());
}

}  // namespace glia::ops
