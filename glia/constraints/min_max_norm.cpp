#include "glia/constraints/min_max_norm.hpp"

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/constraints/norms.hpp"
#include "glia/ops/math.hpp"

namespace glia::constraints {

void MinMaxNorm::fields(Fields& f) {
  f("min_value", &MinMaxNorm::min_value)("max_value", &MinMaxNorm::max_value);
  f("rate", &MinMaxNorm::rate)("axis", &MinMaxNorm::axis);
}

Tensor MinMaxNorm::operator()(const Tensor& w) const {
  detail::require_not_negative("MinMaxNorm", "min_value", min_value);
  detail::require_not_negative("MinMaxNorm", "max_value", max_value);
  detail::require_share("MinMaxNorm", "rate", rate);
  if (min_value > max_value) {
    throw ValueError({.where = "MinMaxNorm",
                      .rule = "min_value must not exceed max_value",
                      .received = std::to_string(min_value) + " and " + std::to_string(max_value)});
  }
  const Tensor norms = detail::norms_along(w, axis);
  return detail::with_norms(w, norms, rate * ops::clip(norms, min_value, max_value) + (1 - rate) * norms);
}

}  // namespace glia::constraints
