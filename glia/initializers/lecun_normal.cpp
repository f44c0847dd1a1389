#include "glia/initializers/lecun_normal.hpp"

#include "glia/initializers/variance_scaling.hpp"

namespace glia::initializers {

void LecunNormal::fields(Fields& f) { f("seed", &LecunNormal::seed); }

Array LecunNormal::operator()(const InitialDraw& draw) const {
  return VarianceScaling{1, "fan_in", "truncated_normal", seed}(draw);
}

}  // namespace glia::initializers
