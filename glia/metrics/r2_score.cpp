#include "glia/metrics/r2_score.hpp"

#include "glia/base/error.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {
namespace {

void require_valid(const R2Score& r2) {
  if (r2.class_aggregation && *r2.class_aggregation != "uniform_average" &&
      *r2.class_aggregation != "variance_weighted_average") {
    throw ValueError({.where = r2.name,
                      .rule = "Unknown class_aggregation",
                      .expected = "uniform_average, variance_weighted_average or none",
                      .received = *r2.class_aggregation});
  }
  if (r2.num_regressors < 0) {
    throw ValueError({.where = r2.name,
                      .rule = "num_regressors is a number of inputs",
                      .expected = "0 or more",
                      .received = std::to_string(r2.num_regressors)});
  }
}

}  // namespace

void R2Score::fields(Fields& f) {
  f("class_aggregation", &R2Score::class_aggregation)("num_regressors", &R2Score::num_regressors)("name",
                                                                                                  &R2Score::name);
}

std::vector<MetricState> R2Score::state(const Shape& output) const {
  require_valid(*this);
  const Shape each{output.rank() < 2 ? Dim(1) : Dim(output.dim(-1))};
  return {{"num_samples"}, {"squared_sum", each}, {"sum", each}, {"residual", each}, {"count", each}};
}

Tensors R2Score::update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const {
  const auto pair = detail::matching_target(name, target, output);
  if (pair.output.rank() != 2) {
    throw ShapeError({.where = name,
                      .rule = "The scores are computed for each column",
                      .expected = "(n, k)",
                      .received = pair.output.shape().str()});
  }
  const Tensor t = ops::cast(pair.target, f32);
  const Tensor y = ops::cast(pair.output, f32);
  const Tensor w =
      weight.valid() ? ops::cast(detail::fitted_weight(weight, t.shape()), f32) : Tensor(ops::ones_like(t));
  const auto add = [&](const Tensor& old, const Tensor& more) { return old + ops::sum(more, {0}); };
  return {state[0] + ops::count(t), add(state[1], t * t * w), add(state[2], t * w),
          add(state[3], ops::square(t - y) * w), add(state[4], ops::broadcast_to(w, t.shape()))};
}

Tensor R2Score::result(const Tensors& state) const {
  const Tensor& n = state[0];
  const Tensor total = state[1] - state[2] * (state[2] / state[4]);
  const Tensor scores = 1 - state[3] / total;
  const Tensor finite = ops::where(ops::logical_or(ops::isfinite(scores), ops::isnan(scores)), scores, 0);
  Tensor out = finite;
  if (class_aggregation) {
    out = *class_aggregation == "uniform_average" ? ops::mean(finite) : ops::sum(total * finite) / ops::sum(total);
  }
  if (num_regressors == 0) return out;
  const Tensor freedom = n - static_cast<double>(num_regressors + 1);
  const Tensor enough = ops::greater(freedom, 0);
  return ops::where(enough, 1 - (1 - out) * (n - 1) / ops::where(enough, freedom, 1), out);
}

}  // namespace glia::metrics
