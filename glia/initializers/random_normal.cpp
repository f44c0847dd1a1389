#include "glia/initializers/random_normal.hpp"

#include "glia/initializers/draws.hpp"

namespace glia::initializers {

void RandomNormal::fields(Fields& f) {
  f("mean", &RandomNormal::mean)("stddev", &RandomNormal::stddev)("seed", &RandomNormal::seed);
}

Array RandomNormal::operator()(const InitialDraw& draw) const { return detail::drawn_normal(draw, seed, mean, stddev); }

}  // namespace glia::initializers
