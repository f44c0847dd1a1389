#include "glia/metrics/metric.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

// "crossentropy" stands for one of three until the shapes are known, see resolved_metric().
constexpr detail::ClassAlias kAliases[] = {{"mape", "mean_absolute_percentage_error"},
                                           {"msle", "mean_squared_logarithmic_error"},
                                           {"mse", "mean_squared_error"},
                                           {"mae", "mean_absolute_error"},
                                           {"acc", "accuracy"},
                                           {"bce", "binary_crossentropy"},
                                           {"ce", "categorical_crossentropy"},
                                           {"crossentropy", "categorical_crossentropy"}};

}  // namespace

std::vector<MetricState> Metric::state(const Shape& output) const { return model_->state(output); }
Tensors Metric::update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight,
                       const Tensor& mask) const {
  return model_->update(state, target, output, weight, mask);
}
Tensor Metric::result(const Tensors& state) const { return model_->result(state); }

Metric::Metric(const char* name) : Metric(std::string(name)) {}
Metric::Metric(const std::string& name)
    : Metric(detail::make_class("metric", detail::builtin_metrics(), name, Value::object({{"name", Value(name)}}),
                                kAliases)) {}

std::vector<MetricState> Metric::mean_state() { return {{"total"}, {"count"}}; }

Tensor Metric::masked_weight(const Tensor& values, const Tensor& weight, const Tensor& mask) {
  if (!mask.valid() || values.rank() == 0) return weight;
  Tensor counts = ops::cast(detail::fitted_mask(mask, values.shape()), f32);
  if (!weight.valid()) return counts;
  return ops::cast(detail::fitted_weight(weight, values.shape()), f32) * counts;
}

Tensors Metric::mean_update(const Tensors& state, const Tensor& values, const Tensor& weight) {
  const Tensor v = ops::cast(values, f32);
  if (!weight.valid()) return {state[0] + ops::sum(v), state[1] + ops::count(v)};
  const Tensor w = ops::broadcast_to(ops::cast(detail::fitted_weight(weight, v.shape()), f32), v.shape());
  return {state[0] + ops::sum(v * w), state[1] + ops::sum(w)};
}

Tensor Metric::mean_result(const Tensors& state) {  // 0 before the first batch, as in Keras
  return state[0] / ops::maximum(state[1], 1e-30);
}

namespace detail {
Metric make_metric(const Value& config) { return class_from("metric", builtin_metrics(), config); }
}  // namespace detail

}  // namespace glia
