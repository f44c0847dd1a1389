#include "glia/losses/mean_absolute_error.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void MeanAbsoluteError::fields(Fields& f) {
  f("reduction", &MeanAbsoluteError::reduction)("name", &MeanAbsoluteError::name);
}

Tensor MeanAbsoluteError::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return ops::mean(ops::abs(t - y), {-1});
}

}  // namespace glia::losses
