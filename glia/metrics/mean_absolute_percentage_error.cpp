#include "glia/metrics/mean_absolute_percentage_error.hpp"

#include "glia/losses/mean_absolute_percentage_error.hpp"

namespace glia::metrics {

void MeanAbsolutePercentageError::fields(Fields& f) { f("name", &MeanAbsolutePercentageError::name); }

Tensor MeanAbsolutePercentageError::values(const Tensor& target, const Tensor& output) const {
  return losses::MeanAbsolutePercentageError{.name = name}(target, output);
}

}  // namespace glia::metrics
