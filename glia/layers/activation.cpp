#include "glia/layers/activation.hpp"

#include "glia/layers/layer_inputs.hpp"

namespace glia {

void Activation::fields(Fields& f) {
  f("activation", &Activation::activation)("name", &Activation::name)("trainable", &Activation::trainable);
  f("dtype", &Activation::dtype);
}

Tensor Activation::call(Scope& scope, const Tensor& x) const { return activation(detail::in_dtype_of(scope, x)); }

}  // namespace glia
