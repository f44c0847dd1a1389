#include "glia/metrics/mean.hpp"
namespace glia::metrics {
void Mean::fields(Fields& f) { f("name", &Mean::name); }
Tensor Mean::values(const Tensor&, const Tensor& output) const { return output; }
}  // namespace glia::metrics
