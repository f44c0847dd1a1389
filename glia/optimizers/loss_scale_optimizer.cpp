#include "glia/optimizers/loss_scale_optimizer.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {

void LossScaleOptimizer::fields(Fields& f) {
  f("inner_optimizer", &LossScaleOptimizer::inner_optimizer)("initial_scale", &LossScaleOptimizer::initial_scale);
  f("dynamic_growth_steps", &LossScaleOptimizer::dynamic_growth_steps)("name", &LossScaleOptimizer::name);
}

void LossScaleOptimizer::check() const {
  const detail::OptimizerState& inner = inner_optimizer.state();
  if (inner.inner != nullptr || inner.body->loss_scale_factor > 0) {
    throw ValueError({.where = "LossScaleOptimizer",
                      .rule = "The inner optimizer must not scale the loss, too",
                      .received = inner.body->name});
  }
  if (!(initial_scale > 0 && std::isfinite(initial_scale))) {
    throw ValueError({.where = "LossScaleOptimizer",
                      .rule = "The initial_scale must be above 0, and finite",
                      .received = std::to_string(initial_scale)});
  }
  if (dynamic_growth_steps < 1) {
    throw ValueError({.where = "LossScaleOptimizer",
                      .rule = "dynamic_growth_steps must be at least 1",
                      .received = std::to_string(std::int64_t{dynamic_growth_steps})});
  }
}

}  // namespace glia
