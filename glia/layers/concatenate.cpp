#include "glia/layers/concatenate.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/merge.hpp"
#include "glia/ops/reduce.hpp"
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

/// Which steps of the whole count: those with anything that counts. An input without a mask counts everywhere.
Tensor joined_masks(const Scope& scope, const Tensors& xs, int along) {
  Tensors masks;
  bool any = false;
  for (const Tensor& x : xs) {
    Tensor mask = scope.mask(x);
    any = any || mask.valid();
    if (!mask.valid()) mask = ops::full({}, 1, boolean);
    while (mask.rank() > 0 && mask.rank() < x.rank()) mask = ops::expand_dims(mask, -1);
    masks.push_back(ops::broadcast_to(mask, x.shape()));
  }
  return any ? ops::any(ops::concatenate(masks, along), -1) : Tensor();
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
  Tensor y = ops::concatenate(inputs, along);
  if (const Tensor mask = joined_masks(scope, xs, along); mask.valid()) scope.set_mask(y, mask);
  return y;
}

}  // namespace glia
