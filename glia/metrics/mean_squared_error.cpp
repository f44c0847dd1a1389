#include "glia/metrics/mean_squared_error.hpp"

#include "glia/losses/mean_squared_error.hpp"

namespace glia::metrics {

void MeanSquaredError::fields(Fields& f) { f("name", &MeanSquaredError::name); }

Tensor MeanSquaredError::values(const Tensor& target, const Tensor& output) const {
  return losses::MeanSquaredError{.name = name}(target, output);
}

}  // namespace glia::metrics
