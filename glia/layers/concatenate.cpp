#include "glia/layers/concatenate.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/merge.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

int checked_axis(Dim axis, const Shape& shape) {
  const std::int64_t a = axis < 0 ? axis + shape.rank() : static_cast<std::int64_t>(axis);
  if (a >= 0 && a < shape.rank() && (a > 0 || shape[0] > 0)) return static_cast<int>(a);
  throw ValueError(
      {.rule = a == 0 ? "Inputs cannot be joined along the batch" : "The axis must be one of the inputs'",
       .expected = "an axis from 1 to " + std::to_string(shape.rank() - 1) + ", or from the end, for " + shape.str(),
       .received = std::to_string(axis)});
}

}  // namespace

void Concatenate::fields(Fields& f) {
  f("axis", &Concatenate::axis)("name", &Concatenate::name)("trainable", &Concatenate::trainable);
  f("dtype", &Concatenate::dtype);
}

Tensor Concatenate::call(Scope& scope, const Tensors& xs) const {
  if (xs.size() < 2) detail::throw_wrong_merge_count(0, xs.size());
  const int along = checked_axis(axis, xs[0].shape());
  Tensors inputs;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    Shape shape = xs[i].shape();
    if (shape.rank() == xs[0].rank()) shape[along] = xs[0].shape()[along];
    if (!(shape == xs[0].shape())) {
      throw ShapeError({.rule = "Concatenate needs inputs that differ only along axis " + std::to_string(along),
                        .expected = "input " + std::to_string(i) + " to fit " + xs[0].shape().str(),
                        .received = xs[i].shape().str()});
    }
    inputs.push_back(detail::in_dtype_of(scope, xs[i]));
  }
  return ops::concatenate(inputs, along);
}

}  // namespace glia
