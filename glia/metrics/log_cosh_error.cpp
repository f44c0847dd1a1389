#include "glia/metrics/log_cosh_error.hpp"

#include "glia/losses/log_cosh.hpp"

namespace glia::metrics {

void LogCoshError::fields(Fields& f) { f("name", &LogCoshError::name); }

Tensor LogCoshError::values(const Tensor& target, const Tensor& output) const {
  return losses::LogCosh{.name = name}(target, output);
}

}  // namespace glia::metrics
