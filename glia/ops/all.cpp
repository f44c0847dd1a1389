#include "glia/ops/reduce.hpp"
#include "glia/ops/truth.hpp"

namespace glia::ops {

Tensor all(const Tensor& x, const Axes& axes, bool keepdims) { return min(detail::truth(x), axes, keepdims); }
Tensor any(const Tensor& x, const Axes& axes, bool keepdims) { return max(detail::truth(x), axes, keepdims); }

}  // namespace glia::ops
