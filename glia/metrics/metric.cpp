#include "glia/metrics/metric.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

/// Keras's short names.
std::string full_name(const std::string& name) {
  if (name == "mse") return "mean_squared_error";
  if (name == "mae") return "mean_absolute_error";
  if (name == "acc") return "accuracy";
  return name;
}

}  // namespace

Metric::Metric(const char* name) : Metric(std::string(name)) {}
Metric::Metric(const std::string& name)
    : Metric(detail::make_class("metric", detail::builtin_metrics(), full_name(name))) {}

std::vector<MetricState> Metric::mean_state() { return {{"total"}, {"count"}}; }

Tensors Metric::mean_update(const Tensors& state, const Tensor& values, const Tensor& weight) {
  const Tensor v = ops::cast(values, f32);
  if (!weight.valid()) return {state[0] + ops::sum(v), state[1] + ops::count(v)};
  Tensor w = ops::cast(weight, f32);
  while (w.rank() < v.rank()) w = ops::expand_dims(w, -1);
  w = ops::broadcast_to(w, v.shape());
  return {state[0] + ops::sum(v * w), state[1] + ops::sum(w)};
}

Tensor Metric::mean_result(const Tensors& state) {  // 0 before the first batch, as in Keras
  return state[0] / ops::maximum(state[1], 1e-30);
}

namespace detail {
Metric make_metric(const Value& config) {
  if (config.if_string() != nullptr) return Metric(config.as_string());
  return make_class("metric", builtin_metrics(), config["class_name"].as_string(), config["config"]);
}
}  // namespace detail

}  // namespace glia
