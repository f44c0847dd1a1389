#include "glia/initializers/random_uniform.hpp"

#include "glia/initializers/draws.hpp"

namespace glia::initializers {

void RandomUniform::fields(Fields& f) {
  f("minval", &RandomUniform::minval)("maxval", &RandomUniform::maxval)("seed", &RandomUniform::seed);
}

Array RandomUniform::operator()(const InitialDraw& draw) const {
  return detail::drawn_uniform(draw, seed, minval, maxval);
}

}  // namespace glia::initializers
