#include "glia/layers/batch_normalization.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/normalization.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

/// The mean over what counts, as Keras has it: 1e-7 keeps a batch without anything from dividing by 0.
Tensor masked_mean(const Tensor& x, const Tensor& mask, const std::vector<int>& axes) {
  if (mask.rank() != x.rank() - 1) {
    throw ShapeError({.rule = "The mask that BatchNormalization's input carries has one axis less than it",
                      .expected = std::to_string(x.rank() - 1) + " axes",
                      .received = mask.shape().str() + " for " + x.shape().str()});
  }
  const Tensor counts = ops::broadcast_to(ops::expand_dims(mask, -1), x.shape());
  const Tensor total = ops::sum(ops::where(counts, x, 0), axes);
  return total / (ops::sum(ops::cast(counts, x.dtype()), axes) + 1e-7);
}

}  // namespace

void BatchNormalization::fields(Fields& f) {
  using L = BatchNormalization;
  f("axis", &L::axis)("momentum", &L::momentum);
  detail::scale_and_center_fields<L>(f);
  f("moving_mean_initializer", &L::moving_mean_initializer);
  f("moving_variance_initializer", &L::moving_variance_initializer);
  detail::weight_rule_fields<L>(f);
}

Tensor BatchNormalization::call(Scope& scope, const Tensor& input) const {
  if (!(momentum >= 0 && momentum <= 1)) {
    throw ValueError({.rule = "The momentum is the share of the old moving statistics that stays",
                      .expected = "0 ≤ momentum ≤ 1",
                      .received = std::to_string(momentum)});
  }
  const Tensor x = detail::in_dtype_of(scope, input);
  const Shape& shape = x.shape();
  const std::vector<int> kept = detail::axes_within(Dim(axis), shape);
  const std::vector<int> reduced = detail::other_axes(kept, shape);
  if (reduced.empty()) {
    throw ShapeError({.rule = "BatchNormalization needs another axis to take the mean over",
                      .expected = "(n, …, features)",
                      .received = shape.str()});
  }
  const Shape weights = detail::sizes_along(kept, shape);
  const auto result = [&](const Tensor& centred, const Tensor& variance) {
    return detail::scaled_and_centred(*this, scope, centred, variance, kept, shape, weights);
  };
  // Asked for first, for Keras's order of weights in a layer that is frozen: gamma, beta, moving_mean, moving_variance.
  detail::declare_scale_and_center(*this, scope, weights);
  const Variable moving_mean = scope.state("moving_mean", weights, moving_mean_initializer, scope.dtype());
  const Variable moving_variance = scope.state("moving_variance", weights, moving_variance_initializer, scope.dtype());
  const auto along = [&](const Tensor& v) { return detail::laid_along(v, kept, shape); };
  if (!scope.training() || !scope.trainable()) return result(x - along(moving_mean), along(moving_variance));

  const auto update = [&](const Variable& moving, const Tensor& batch) {
    scope.update(moving, Tensor(moving) * momentum + ops::stop_gradient(batch) * (1 - momentum));
  };
  const Tensor mask = scope.mask(input);
  const auto mean_of = [&](const Tensor& t) {
    return mask.valid() ? masked_mean(t, mask, reduced) : ops::mean(t, reduced);
  };
  const Tensor mean = mean_of(x);
  const Tensor centred = x - along(mean);
  const Tensor variance = mean_of(ops::square(centred));
  update(moving_mean, mean);
  update(moving_variance, variance);
  return result(centred, along(variance));
}

}  // namespace glia
