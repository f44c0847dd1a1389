#include "glia/layers/conv1d.hpp"

#include "glia/layers/conv_layer.hpp"

namespace glia {

void Conv1D::fields(Fields& f) { detail::conv_fields<Conv1D>(f); }

Tensor Conv1D::call(Scope& scope, const Tensor& x) const { return detail::conv_layer(*this, scope, x, 1); }

}  // namespace glia
