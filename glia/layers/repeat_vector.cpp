#include "glia/layers/repeat_vector.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void RepeatVector::fields(Fields& f) {
  f("n", &RepeatVector::n)("name", &RepeatVector::name)("trainable", &RepeatVector::trainable);
  f("dtype", &RepeatVector::dtype);
}

Tensor RepeatVector::call(Scope& scope, const Tensor& x) const {
  if (n <= 0) {
    throw ValueError(
        {.rule = "n says how often a row is repeated", .expected = "1 or more", .received = std::to_string(n)});
  }
  if (x.rank() != 2) {
    throw ShapeError(
        {.rule = "RepeatVector takes rows of features", .expected = "(rows, features)", .received = x.shape().str()});
  }
  const Tensor row = ops::expand_dims(detail::in_dtype_of(scope, x), 1);
  return ops::broadcast_to(row, {x.dim(0), n, x.dim(1)});
}

}  // namespace glia
