#include "glia/schedules/inverse_square_root.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/ops/math.hpp"

namespace glia::schedules {

void InverseSquareRoot::fields(Fields& f) {
  f("d_model", &InverseSquareRoot::d_model)("warmup_steps", &InverseSquareRoot::warmup_steps);
  f("factor", &InverseSquareRoot::factor)("name", &InverseSquareRoot::name);
}

Tensor InverseSquareRoot::operator()(const Tensor& step) const {
  if (!(d_model > 0 && warmup_steps > 0)) {
    throw ValueError({.where = name,
                      .rule = "d_model and warmup_steps must be above 0",
                      .received = std::to_string(d_model) + " and " + std::to_string(warmup_steps)});
  }
  const Tensor t = step + 1;
  return factor / std::sqrt(d_model) * ops::minimum(ops::rsqrt(t), t * std::pow(warmup_steps, -1.5));
}

}  // namespace glia::schedules
