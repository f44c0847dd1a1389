#include "glia/layers/identity.hpp"

#include "glia/layers/layer_inputs.hpp"

namespace glia {

void Identity::fields(Fields& f) {
  f("name", &Identity::name)("trainable", &Identity::trainable)("dtype", &Identity::dtype);
}

Tensor Identity::call(Scope& scope, const Tensor& x) const { return detail::in_dtype_of(scope, x); }

}  // namespace glia
