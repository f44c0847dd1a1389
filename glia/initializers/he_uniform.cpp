#include "glia/initializers/he_uniform.hpp"

#include "glia/initializers/variance_scaling.hpp"

namespace glia::initializers {

void HeUniform::fields(Fields& f) { f("seed", &HeUniform::seed); }

Array HeUniform::operator()(const InitialDraw& draw) const {
  return VarianceScaling{2, "fan_in", "uniform", seed}(draw);
}

}  // namespace glia::initializers
