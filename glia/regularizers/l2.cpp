#include "glia/regularizers/l2.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::regularizers {

void L2::fields(Fields& f) { f("l2", &L2::l2); }

Tensor L2::operator()(const Tensor& w) const {
  detail::require_not_negative("L2", "factor l2", l2);
  return ops::sum(ops::square(w)) * l2;
}

}  // namespace glia::regularizers
