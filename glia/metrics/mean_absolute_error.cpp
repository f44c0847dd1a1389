#include "glia/metrics/mean_absolute_error.hpp"

#include "glia/losses/mean_absolute_error.hpp"

namespace glia::metrics {

void MeanAbsoluteError::fields(Fields& f) { f("name", &MeanAbsoluteError::name); }

Tensor MeanAbsoluteError::values(const Tensor& target, const Tensor& output) const {
  return losses::MeanAbsoluteError{.name = name}(target, output);
}

}  // namespace glia::metrics
