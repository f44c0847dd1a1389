#include "glia/initializers/truncated_normal.hpp"

#include "glia/initializers/draws.hpp"

namespace glia::initializers {

void TruncatedNormal::fields(Fields& f) {
  f("mean", &TruncatedNormal::mean)("stddev", &TruncatedNormal::stddev)("seed", &TruncatedNormal::seed);
}

Array TruncatedNormal::operator()(const InitialDraw& draw) const {
  return detail::drawn_truncated_normal(draw, seed, mean, stddev);
}

}  // namespace glia::initializers
