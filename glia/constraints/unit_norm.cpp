#include "glia/constraints/unit_norm.hpp"

#include "glia/constraints/norms.hpp"
#include "glia/ops/math.hpp"

namespace glia::constraints {

void UnitNorm::fields(Fields& f) { f("axis", &UnitNorm::axis); }

Tensor UnitNorm::operator()(const Tensor& w) const { return detail::with_norms(w, detail::norms_along(w, axis), 1.0); }

}  // namespace glia::constraints
