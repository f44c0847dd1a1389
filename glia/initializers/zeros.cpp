#include "glia/initializers/zeros.hpp"

#include "glia/initializers/draws.hpp"

namespace glia::initializers {

void Zeros::fields(Fields&) {}

Array Zeros::operator()(const InitialDraw& draw) const { return detail::drawn_value(draw, 0); }

}  // namespace glia::initializers
