#include "glia/losses/mean_absolute_percentage_error.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void MeanAbsolutePercentageError::fields(Fields& f) {
  f("reduction", &MeanAbsolutePercentageError::reduction)("name", &MeanAbsolutePercentageError::name);
}

Tensor MeanAbsolutePercentageError::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return ops::mean(ops::abs(t - y) / ops::maximum(ops::abs(t), detail::kEpsilon), {-1}) * 100;
}

}  // namespace glia::losses
