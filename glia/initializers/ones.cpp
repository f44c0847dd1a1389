#include "glia/initializers/ones.hpp"

#include "glia/initializers/draws.hpp"

namespace glia::initializers {

void Ones::fields(Fields&) {}

Array Ones::operator()(const InitialDraw& draw) const { return detail::drawn_value(draw, 1); }

}  // namespace glia::initializers
