#include "glia/losses/mean_squared_logarithmic_error.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void MeanSquaredLogarithmicError::fields(Fields& f) {
  f("reduction", &MeanSquaredLogarithmicError::reduction)("name", &MeanSquaredLogarithmicError::name);
}

Tensor MeanSquaredLogarithmicError::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const auto log_of = [](const Tensor& x) { return ops::log(ops::maximum(x, detail::kEpsilon) + 1); };
  return ops::mean(ops::square(log_of(y) - log_of(t)), {-1});
}

}  // namespace glia::losses
