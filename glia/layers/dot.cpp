#include "glia/layers/dot.hpp"

#include "glia/base/error.hpp"
#include "glia/base/shape.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/merge.hpp"
#include "glia/layers/normalization.hpp"
#include "glia/ops/matmul.hpp"

namespace glia {
namespace {

constexpr double kShortest = 1e-7;  // Keras's backend.epsilon()

/// Axis `which` of both, from 0.
int axis_of(const Sizes& axes, std::size_t which, const Shape& shape) {
  const auto& given = axes.values();
  if (given.size() != 1 && given.size() != 2) {
    throw ValueError({.rule = "axes is the axis along which both inputs are multiplied, or one for each",
                      .expected = "1 or 2 numbers",
                      .received = std::to_string(given.size()),
                      .hint = "Write Dot{-1}, or Dot{{1, 2}}"});
  }
  const int axis = detail::axes_within(given[given.size() == 1 ? 0 : which], shape).front();
  if (axis == 0) {
    throw ValueError({.rule = "Samples are multiplied one by one, so axis 0 cannot be summed over",
                      .expected = "an axis from 1 to " + std::to_string(shape.rank() - 1) + ", or from the end",
                      .received = std::to_string(given[given.size() == 1 ? 0 : which])});
  }
  return axis;
}

/// The sizes of all axes but the first and `axis`.
Shape others(const Shape& shape, int axis) {
  Shape out;
  for (int a = 1; a < shape.rank(); ++a) {
    if (a != axis) out.push_back(shape[a]);
  }
  return out;
}

/// (n, i…, k) as (n, Π i, k): `axis` last, the others joined.
Tensor with_rows(const Tensor& x, int axis) {
  std::vector<int> order;
  for (int a = 0; a < x.rank(); ++a) {
    if (a != axis) order.push_back(a);
  }
  order.push_back(axis);
  return ops::reshape(ops::transpose(x, order), {x.shape()[0], others(x.shape(), axis).elements(), x.shape()[axis]});
}

}  // namespace

void Dot::fields(Fields& f) {
  f("axes", &Dot::axes)("normalize", &Dot::normalize);
  f("name", &Dot::name)("trainable", &Dot::trainable)("dtype", &Dot::dtype);
}

Tensor Dot::call(Scope& scope, const Tensors& xs) const {
  if (xs.size() != 2) detail::throw_wrong_merge_count(2, xs.size());
  const int axis[2] = {axis_of(axes, 0, xs[0].shape()), axis_of(axes, 1, xs[1].shape())};
  if (xs[0].shape()[axis[0]] != xs[1].shape()[axis[1]] || xs[0].shape()[0] != xs[1].shape()[0]) {
    throw ShapeError({.rule = "Dot sums along axes of one size, of inputs with the same rows",
                      .expected = "axis " + std::to_string(axis[1]) + " of the second input to have " +
                                  std::to_string(xs[0].dim(axis[0])) + " numbers, as axis " + std::to_string(axis[0]) +
                                  " of " + xs[0].shape().str(),
                      .received = xs[1].shape().str()});
  }
  Tensors rows;
  Shape out{xs[0].shape()[0]};
  for (std::size_t i = 0; i < 2; ++i) {
    Tensor x = detail::in_dtype_of(scope, xs[i]);
    if (normalize) {
      x = x * ops::rsqrt(ops::maximum(ops::sum(ops::square(x), {axis[i]}, true), kShortest * kShortest));
    }
    rows.push_back(with_rows(x, axis[i]));
    for (const auto size : others(x.shape(), axis[i])) out.push_back(size);
  }
  if (out.rank() == 1) out.push_back(1);
  return ops::reshape(ops::matmul(rows[0], rows[1], false, true), out);
}

}  // namespace glia
