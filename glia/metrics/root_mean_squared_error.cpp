#include "glia/metrics/root_mean_squared_error.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {

void RootMeanSquaredError::fields(Fields& f) { f("name", &RootMeanSquaredError::name); }

std::vector<MetricState> RootMeanSquaredError::state() const { return {{"total"}, {"count"}}; }

Tensors RootMeanSquaredError::update(const Tensors& state, const Tensor& target, const Tensor& output,
                                     const Tensor& weight) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const Tensor squares = ops::cast(ops::square(y - t), f32);
  if (!weight.valid()) return {state[0] + ops::sum(squares), state[1] + ops::count(squares)};
  const Tensor w = ops::cast(detail::fitted_weight(weight, squares.shape()), f32);
  return {state[0] + ops::sum(squares * w), state[1] + ops::sum(ops::broadcast_to(w, squares.shape()))};
}

Tensor RootMeanSquaredError::result(const Tensors& state) const {
  return ops::sqrt(detail::divide_no_nan(state[0], state[1]));
}

}  // namespace glia::metrics
