#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"

namespace glia::ops {

/// NaN alone differs from itself.
Tensor isnan(const Tensor& x) {
  const Tensor real = detail::as_real(x);
  return not_equal(real, real);
}

}  // namespace glia::ops
