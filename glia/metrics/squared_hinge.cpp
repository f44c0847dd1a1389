#include "glia/metrics/squared_hinge.hpp"

#include "glia/losses/squared_hinge.hpp"

namespace glia::metrics {

void SquaredHinge::fields(Fields& f) { f("name", &SquaredHinge::name); }

Tensor SquaredHinge::values(const Tensor& target, const Tensor& output) const {
  return losses::SquaredHinge{.name = name}(target, output);
}

}  // namespace glia::metrics
