#include "glia/losses/half_squared_error.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void HalfSquaredError::fields(Fields& f) {
  f("reduction", &HalfSquaredError::reduction)("name", &HalfSquaredError::name);
}

Tensor HalfSquaredError::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return ops::sum(ops::square(y - t), {-1}) * 0.5;
}

}  // namespace glia::losses
