#include "glia/metrics/hinge.hpp"

#include "glia/losses/hinge.hpp"

namespace glia::metrics {

void Hinge::fields(Fields& f) { f("name", &Hinge::name); }

Tensor Hinge::values(const Tensor& target, const Tensor& output) const {
  return losses::Hinge{.name = name}(target, output);
}

}  // namespace glia::metrics
