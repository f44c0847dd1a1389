#include "glia/initializers/variance_scaling.hpp"

#include <algorithm>
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/initializers/draws.hpp"

namespace glia::initializers {
namespace {

// The standard deviation of a standard normal that is cut at ±2.
constexpr double kTruncatedStddev = 0.87962566103423978;

struct Fans {
  std::int64_t in = 1, out = 1;
};

Fans fans_of(const Shape& shape) {
  if (shape.rank() == 0) return {};
  if (shape.rank() == 1) return {shape[0], shape[0]};
  std::int64_t field = 1;
  for (int i = 0; i < shape.rank() - 2; ++i) field = checked_multiply(field, shape[i]);
  return {checked_multiply(field, shape.dim(-2)), checked_multiply(field, shape.dim(-1))};
}

double fan_of(const std::string& mode, const Fans& fans) {
  if (mode == "fan_in") return static_cast<double>(fans.in);
  if (mode == "fan_out") return static_cast<double>(fans.out);
  if (mode == "fan_avg") return (static_cast<double>(fans.in) + static_cast<double>(fans.out)) / 2;
  throw ValueError(
      {.where = "VarianceScaling", .rule = "The mode is fan_in, fan_out or fan_avg", .received = "\"" + mode + "\""});
}

}  // namespace

void VarianceScaling::fields(Fields& f) {
  f("scale", &VarianceScaling::scale)("mode", &VarianceScaling::mode);
  f("distribution", &VarianceScaling::distribution)("seed", &VarianceScaling::seed);
}

Array VarianceScaling::operator()(const InitialDraw& draw) const {
  if (!(scale > 0)) {
    throw ValueError(
        {.where = "VarianceScaling", .rule = "The scale must be above 0", .received = std::to_string(scale)});
  }
  const double variance = scale / std::max(1.0, fan_of(mode, fans_of(draw.shape)));
  if (distribution == "uniform") {
    const double limit = std::sqrt(3 * variance);
    return detail::drawn_uniform(draw, seed, -limit, limit);
  }
  if (distribution == "truncated_normal") {
    return detail::drawn_truncated_normal(draw, seed, 0, std::sqrt(variance) / kTruncatedStddev);
  }
  if (distribution == "untruncated_normal") return detail::drawn_normal(draw, seed, 0, std::sqrt(variance));
  throw ValueError({.where = "VarianceScaling",
                    .rule = "The distribution is truncated_normal, untruncated_normal or uniform",
                    .received = "\"" + distribution + "\""});
}

}  // namespace glia::initializers
