#include "glia/metrics/categorical_hinge.hpp"

#include "glia/losses/categorical_hinge.hpp"

namespace glia::metrics {

void CategoricalHinge::fields(Fields& f) { f("name", &CategoricalHinge::name); }

Tensor CategoricalHinge::values(const Tensor& target, const Tensor& output) const {
  return losses::CategoricalHinge{.name = name}(target, output);
}

}  // namespace glia::metrics
