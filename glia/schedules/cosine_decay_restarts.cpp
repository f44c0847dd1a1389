#include "glia/schedules/cosine_decay_restarts.hpp"

#include <cmath>
#include <numbers>

#include "glia/base/error.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"

namespace glia::schedules {
namespace {

// A period that is done but for this share has ended: the logarithm may be off by some units in the last place of f32.
constexpr double kNearEnd = 1e-6;

/// The number of the period, and the share of it that is done, after `periods` first periods.
struct Place {
  Tensor period, done;
};

Place place_of(const Tensor& periods, double t_mul) {
  if (t_mul == 1) {
    const Tensor period = ops::floor(periods + kNearEnd);
    return {period, periods - period};
  }
  const auto begin = [&](const Tensor& i) { return (ops::power(t_mul, i) - 1) / (t_mul - 1); };
  const Tensor nearest = ops::round(ops::log(1 + periods * (t_mul - 1)) / std::log(t_mul));
  const Tensor period = ops::where(ops::greater(begin(nearest), periods * (1 + kNearEnd)), nearest - 1, nearest);
  return {period, (periods - begin(period)) / ops::power(t_mul, period)};
}

}  // namespace

void CosineDecayRestarts::fields(Fields& f) {
  using C = CosineDecayRestarts;
  f("initial_learning_rate", &C::initial_learning_rate)("first_decay_steps", &C::first_decay_steps);
  f("t_mul", &C::t_mul)("m_mul", &C::m_mul)("alpha", &C::alpha)("name", &C::name);
}

Tensor CosineDecayRestarts::operator()(const Tensor& step) const {
  if (!(first_decay_steps > 0)) {
    throw ValueError(
        {.where = name, .rule = "first_decay_steps must be above 0", .received = std::to_string(first_decay_steps)});
  }
  if (!(t_mul >= 1)) {
    throw ValueError({.where = name,
                      .rule = "t_mul must be at least 1: shorter and shorter periods would all end at one step",
                      .received = std::to_string(t_mul)});
  }
  const Place at = place_of(step / first_decay_steps, t_mul);
  const Tensor cosine = 0.5 * ops::power(m_mul, at.period) * (1 + ops::cos(std::numbers::pi * at.done));
  return initial_learning_rate * ((1 - alpha) * cosine + alpha);
}

}  // namespace glia::schedules
