#include "glia/schedules/decay_steps.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

void require_decay_steps(const std::string& where, double decay_steps) {
  if (decay_steps > 0) return;
  throw ValueError({.where = where, .rule = "decay_steps must be above 0", .received = std::to_string(decay_steps)});
}

Tensor decay_progress(const std::string& where, const Tensor& step, double decay_steps, bool staircase) {
  require_decay_steps(where, decay_steps);
  const Tensor p = step / decay_steps;
  return staircase ? ops::floor(p) : p;
}

}  // namespace glia::detail
