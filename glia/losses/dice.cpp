#include "glia/losses/dice.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void Dice::fields(Fields& f) { f("reduction", &Dice::reduction)("name", &Dice::name)("axis", &Dice::axis); }

Tensor Dice::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const ops::Axes along = detail::axes_of(axis);
  return 1 - ops::sum(t * y, along) * 2 / (ops::sum(t, along) + ops::sum(y, along) + detail::kEpsilon);
}

}  // namespace glia::losses
