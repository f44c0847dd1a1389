#include "glia/losses/mean_squared_error.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void MeanSquaredError::fields(Fields& f) {
  f("reduction", &MeanSquaredError::reduction)("name", &MeanSquaredError::name);
}

Tensor MeanSquaredError::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return ops::mean(ops::square(t - y), {-1});
}

}  // namespace glia::losses
