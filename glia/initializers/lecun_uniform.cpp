#include "glia/initializers/lecun_uniform.hpp"

#include "glia/initializers/variance_scaling.hpp"

namespace glia::initializers {

void LecunUniform::fields(Fields& f) { f("seed", &LecunUniform::seed); }

Array LecunUniform::operator()(const InitialDraw& draw) const {
  return VarianceScaling{1, "fan_in", "uniform", seed}(draw);
}

}  // namespace glia::initializers
