#include "glia/initializers/he_normal.hpp"

#include "glia/initializers/variance_scaling.hpp"

namespace glia::initializers {

void HeNormal::fields(Fields& f) { f("seed", &HeNormal::seed); }

Array HeNormal::operator()(const InitialDraw& draw) const {
  return VarianceScaling{2, "fan_in", "truncated_normal", seed}(draw);
}

}  // namespace glia::initializers
