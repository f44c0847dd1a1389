#include "glia/metrics/mean_squared_logarithmic_error.hpp"

#include "glia/losses/mean_squared_logarithmic_error.hpp"

namespace glia::metrics {

void MeanSquaredLogarithmicError::fields(Fields& f) { f("name", &MeanSquaredLogarithmicError::name); }

Tensor MeanSquaredLogarithmicError::values(const Tensor& target, const Tensor& output) const {
  return losses::MeanSquaredLogarithmicError{.name = name}(target, output);
}

}  // namespace glia::metrics
