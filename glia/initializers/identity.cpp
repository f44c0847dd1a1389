#include "glia/initializers/identity.hpp"

#include "glia/base/error.hpp"
#include "glia/initializers/draws.hpp"

namespace glia::initializers {

void Identity::fields(Fields& f) { f("gain", &Identity::gain); }

Array Identity::operator()(const InitialDraw& draw) const {
  if (draw.shape.rank() != 2) {
    throw ShapeError({.where = "Identity", .rule = "Only a matrix can be the identity", .received = draw.shape.str()});
  }
  Array out = detail::drawn_value(draw, 0);
  const std::int64_t columns = draw.shape[1];
  for (std::int64_t r = 0; r < out.dim(0) && draw.first_row + r < columns; ++r) {
    out.set(r * columns + draw.first_row + r, gain);
  }
  return out;
}

}  // namespace glia::initializers
