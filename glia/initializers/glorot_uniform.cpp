#include "glia/initializers/glorot_uniform.hpp"

#include "glia/initializers/variance_scaling.hpp"

namespace glia::initializers {

void GlorotUniform::fields(Fields& f) { f("seed", &GlorotUniform::seed); }

Array GlorotUniform::operator()(const InitialDraw& draw) const {
  return VarianceScaling{1, "fan_avg", "uniform", seed}(draw);
}

}  // namespace glia::initializers
