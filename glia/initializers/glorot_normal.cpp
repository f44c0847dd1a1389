#include "glia/initializers/glorot_normal.hpp"

#include "glia/initializers/variance_scaling.hpp"

namespace glia::initializers {

void GlorotNormal::fields(Fields& f) { f("seed", &GlorotNormal::seed); }

Array GlorotNormal::operator()(const InitialDraw& draw) const {
  return VarianceScaling{1, "fan_avg", "truncated_normal", seed}(draw);
}

}  // namespace glia::initializers
