#include "glia/losses/tversky.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void Tversky::fields(Fields& f) {
  f("alpha", &Tversky::alpha)("beta", &Tversky::beta)("reduction", &Tversky::reduction)("name", &Tversky::name)(
      "axis", &Tversky::axis);
}

Tensor Tversky::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const ops::Axes along = detail::axes_of(axis);
  const Tensor both = ops::sum(t * y, along);
  const Tensor missed = ops::sum((1 - y) * t, along);
  const Tensor invented = ops::sum(y * (1 - t), along);
  return 1 - both / (both + missed * alpha + invented * beta + detail::kEpsilon);
}

}  // namespace glia::losses
