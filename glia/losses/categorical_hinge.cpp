#include "glia/losses/categorical_hinge.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void CategoricalHinge::fields(Fields& f) {
  f("reduction", &CategoricalHinge::reduction)("name", &CategoricalHinge::name);
}

Tensor CategoricalHinge::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const Tensor right = ops::sum(t * y, {-1});
  return ops::maximum(ops::max((1 - t) * y, {-1}) - right + 1, 0);
}

}  // namespace glia::losses
