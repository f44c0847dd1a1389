#include "glia/constraints/non_neg.hpp"

#include "glia/ops/math.hpp"

namespace glia::constraints {

void NonNeg::fields(Fields&) {}

Tensor NonNeg::operator()(const Tensor& w) const { return ops::relu(w); }

}  // namespace glia::constraints
