#include "glia/layers/elu.hpp"

#include "glia/layers/activations.hpp"
#include "glia/layers/layer_inputs.hpp"

namespace glia {

void ELU::fields(Fields& f) {
  f("alpha", &ELU::alpha)("name", &ELU::name)("trainable", &ELU::trainable)("dtype", &ELU::dtype);
}

Tensor ELU::call(Scope& scope, const Tensor& x) const { return elu(detail::in_dtype_of(scope, x), alpha); }

}  // namespace glia
