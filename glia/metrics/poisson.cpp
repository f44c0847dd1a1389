#include "glia/metrics/poisson.hpp"

#include "glia/losses/poisson.hpp"

namespace glia::metrics {

void Poisson::fields(Fields& f) { f("name", &Poisson::name); }

Tensor Poisson::values(const Tensor& target, const Tensor& output) const {
  return losses::Poisson{.name = name}(target, output);
}

}  // namespace glia::metrics
