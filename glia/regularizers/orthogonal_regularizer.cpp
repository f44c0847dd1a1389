#include "glia/regularizers/orthogonal_regularizer.hpp"

#include "glia/base/array.hpp"
#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::regularizers {

void OrthogonalRegularizer::fields(Fields& f) {
  f("factor", &OrthogonalRegularizer::factor)("mode", &OrthogonalRegularizer::mode);
}

Tensor OrthogonalRegularizer::operator()(const Tensor& w) const {
  detail::require_not_negative("OrthogonalRegularizer", "factor", factor);
  if (mode != "rows" && mode != "columns") {
    throw ValueError({.where = "OrthogonalRegularizer",
                      .rule = "The mode is \"rows\" or \"columns\"",
                      .received = "\"" + mode + "\""});
  }
  const bool rows = mode == "rows";
  if (w.rank() != 2 || w.shape()[rows ? 0 : 1] < 2) {
    throw ShapeError({.where = "OrthogonalRegularizer",
                      .rule = "The weight is a matrix of at least two " + mode + ", so that there is a pair of them",
                      .received = w.shape().str()});
  }
  const std::int64_t size = w.shape()[rows ? 0 : 1];
  // Keras limits 1/√Σ to 1e7; limiting the sum gives the same numbers, and a gradient that is finite at 0.
  const Tensor unit = w * ops::rsqrt(ops::maximum(ops::sum(ops::square(w), rows ? 1 : 0, true), 1e-14));
  const Tensor cosines = ops::matmul(unit, unit, !rows, rows);
  const Tensor others = 1 - ops::one_hot(ops::arange(size), size, w.dtype());
  const double pairs = 0.5 * static_cast<double>(size) * static_cast<double>(size - 1);
  return ops::sum(ops::abs(cosines * others)) * (0.5 * factor / pairs);
}

}  // namespace glia::regularizers
