#include "glia/regularizers/l1l2.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::regularizers {

void L1L2::fields(Fields& f) { f("l1", &L1L2::l1)("l2", &L1L2::l2); }

Tensor L1L2::operator()(const Tensor& w) const {
  detail::require_not_negative("L1L2", "factor l1", l1);
  detail::require_not_negative("L1L2", "factor l2", l2);
  Tensor penalty;
  if (l1 != 0) penalty = ops::sum(ops::abs(w)) * l1;
  if (l2 != 0) penalty = penalty.valid() ? penalty + ops::sum(ops::square(w)) * l2 : ops::sum(ops::square(w)) * l2;
  return penalty.valid() ? penalty : Tensor(0.0);
}

}  // namespace glia::regularizers
