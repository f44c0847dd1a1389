#include "glia/metrics/f_score.hpp"

#include "glia/base/error.hpp"
#include "glia/losses/pieces.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

void FScore::require_valid(const Shape& output) const {
  if (average && average != "micro" && average != "macro" && average != "weighted") {
    throw ValueError({.where = where,
                      .rule = "Unknown average over the classes",
                      .expected = "micro, macro, weighted or none",
                      .received = *average});
  }
  if (!(beta > 0)) {
    throw ValueError({.where = where,
                      .rule = "beta is how much more recall counts than precision",
                      .expected = "a number above 0",
                      .received = std::to_string(beta)});
  }
  if (threshold && !(*threshold > 0 && *threshold <= 1)) {
    throw ValueError({.where = where,
                      .rule = "threshold is a probability above which a class is predicted",
                      .expected = "above 0, at most 1",
                      .received = std::to_string(*threshold)});
  }
  if (output.rank() != 2) {
    throw ShapeError({.where = where,
                      .rule = "The output has one number for each class",
                      .expected = "(n, classes)",
                      .received = output.str()});
  }
}

std::vector<MetricState> FScore::state(const Shape& output) const {
  require_valid(output);
  const Shape each = together() ? Shape{} : Shape{output.dim(-1)};
  return {
      {"true_positives", each}, {"false_positives", each}, {"false_negatives", each}, {"intermediate_weights", each}};
}

Tensors FScore::update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const {
  require_valid(output.shape());
  const auto pair = matching_target(where, target, output);
  const Tensor t = ops::cast(pair.target, f32);
  const Tensor y = ops::cast(pair.output, f32);
  constexpr double kZero = 1e-9;  // a highest output of 0 predicts nothing
  const Tensor chosen =
      threshold ? ops::greater(y, *threshold)
                : ops::logical_and(ops::greater_equal(y, ops::max(y, {-1}, true)), ops::greater(ops::abs(y), kZero));
  const Tensor p = ops::cast(chosen, f32);
  const Tensor w = weight.valid() ? ops::cast(fitted_weight(weight, y.shape()), f32) : Tensor(1.0);
  const auto add = [&](const Tensor& old, const Tensor& more) {
    return old + (together() ? ops::sum(more * w) : ops::sum(more * w, {0}));
  };
  return {add(state[0], p * t), add(state[1], p * (1 - t)), add(state[2], (1 - p) * t), add(state[3], t)};
}

Tensor FScore::result(const Tensors& state) const {
  const Tensor precision = state[0] / (state[0] + state[1] + kEpsilon);
  const Tensor recall = state[0] / (state[0] + state[2] + kEpsilon);
  const double square = beta * beta;
  const Tensor score = precision * recall / (precision * square + recall + kEpsilon) * (1 + square);
  if (average == "weighted") return ops::sum(score * (state[3] / (ops::sum(state[3]) + kEpsilon)));
  return average ? ops::mean(score) : score;
}

}  // namespace glia::detail
