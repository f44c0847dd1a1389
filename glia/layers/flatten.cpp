#include "glia/layers/flatten.hpp"

#include "glia/ops/shape_ops.hpp"

namespace glia {

void Flatten::fields(Fields& f) {
  f("name", &Flatten::name)("trainable", &Flatten::trainable)("dtype", &Flatten::dtype);
}

Tensor Flatten::call(Scope&, const Tensor& x) const {
  return x.rank() == 1 ? ops::expand_dims(x, -1) : ops::flatten(x);
}

}  // namespace glia
