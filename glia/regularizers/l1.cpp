#include "glia/regularizers/l1.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::regularizers {

void L1::fields(Fields& f) { f("l1", &L1::l1); }

Tensor L1::operator()(const Tensor& w) const {
  detail::require_not_negative("L1", "factor l1", l1);
  return ops::sum(ops::abs(w)) * l1;
}

}  // namespace glia::regularizers
