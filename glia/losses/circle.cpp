#include "glia/losses/circle.hpp"

#include "glia/base/error.hpp"
#include "glia/losses/pieces.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::losses {
namespace {

constexpr double kNever = -1e30;  // in place of −∞, whose gradient would not be finite

}  // namespace

void Circle::fields(Fields& f) {
  f("gamma", &Circle::gamma)("margin", &Circle::margin)("remove_diagonal", &Circle::remove_diagonal)(
      "reduction", &Circle::reduction)("name", &Circle::name);
}

Tensor Circle::operator()(const Tensor& target, const Tensor& output) const {
  if (output.rank() != 2) {
    throw ShapeError({.where = name,
                      .rule = "The output is one embedding for each sample",
                      .expected = "(n, d)",
                      .received = output.shape().str()});
  }
  const auto [labels, y] = detail::sparse_target(name, target, output);
  const Tensor row = ops::expand_dims(labels, 0);
  const Tensor column = ops::expand_dims(labels, 1);
  Tensor same = ops::equal(column, row);
  const Tensor other = ops::not_equal(column, row);
  if (remove_diagonal) {
    const Tensor places = ops::arange(y.dim(0));
    same = ops::logical_and(same, ops::not_equal(ops::expand_dims(places, 1), ops::expand_dims(places, 0)));
  }
  const Tensor d = ops::maximum(1 - ops::matmul(y, y, false, true), 0);
  const Tensor pull = (d + margin) * (d - margin) * gamma;
  const Tensor push = ops::maximum(1 + margin - d, 0) * (1 - margin - d) * gamma;
  const auto gathered = [](const Tensor& which, const Tensor& x) {
    return ops::logsumexp(ops::where(which, x, kNever), {1});
  };
  return detail::softplus(gathered(same, pull) + gathered(other, push));
}

Tensor Circle::mask(const Tensor&, const Tensor&, const Tensor& values) const { return ops::greater(values, 0); }

}  // namespace glia::losses
