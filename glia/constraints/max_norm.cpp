#include "glia/constraints/max_norm.hpp"

#include "glia/base/ranges.hpp"
#include "glia/constraints/norms.hpp"
#include "glia/ops/math.hpp"

namespace glia::constraints {

void MaxNorm::fields(Fields& f) { f("max_value", &MaxNorm::max_value)("axis", &MaxNorm::axis); }

Tensor MaxNorm::operator()(const Tensor& w) const {
  detail::require_not_negative("MaxNorm", "max_value", max_value);
  const Tensor norms = detail::norms_along(w, axis);
  return detail::with_norms(w, norms, ops::clip(norms, 0, max_value));
}

}  // namespace glia::constraints
