#include "glia/layers/conv1d_transpose.hpp"

#include "glia/layers/conv_transpose_layer.hpp"

namespace glia {

void Conv1DTranspose::fields(Fields& f) { detail::conv_transpose_fields<Conv1DTranspose>(f); }

Tensor Conv1DTranspose::call(Scope& scope, const Tensor& x) const {
  return detail::conv_transpose_layer(*this, scope, x, 1);
}

}  // namespace glia
