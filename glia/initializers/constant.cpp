#include "glia/initializers/constant.hpp"

#include "glia/initializers/draws.hpp"

namespace glia::initializers {

void Constant::fields(Fields& f) { f("value", &Constant::value); }

Array Constant::operator()(const InitialDraw& draw) const { return detail::drawn_value(draw, value); }

}  // namespace glia::initializers
