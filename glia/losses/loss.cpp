#include "glia/losses/loss.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

/// Keras's short names.
std::string full_name(const std::string& name) {
  if (name == "mse") return "mean_squared_error";
  if (name == "mae") return "mean_absolute_error";
  return name;
}

}  // namespace

Loss::Loss(const char* name) : Loss(std::string(name)) {}
Loss::Loss(const std::string& name) : Loss(detail::make_class("loss", detail::builtin_losses(), full_name(name))) {}

Tensor Loss::reduced(const Tensor& target, const Tensor& output, const Tensor& sample_weight) const {
  const std::string how = reduction();
  if (how != "sum_over_batch_size" && how != "sum") {
    throw ValueError({.where = name(),
                      .rule = "A loss is reduced by \"sum_over_batch_size\" or \"sum\"",
                      .received = "\"" + how + "\""});
  }
  Tensor values = (*this)(target, output);
  if (sample_weight.valid()) {
    Tensor w = ops::cast(sample_weight, values.dtype());
    while (w.rank() < values.rank()) w = ops::expand_dims(w, -1);
    values = values * w;
  }
  return how == "sum" ? ops::sum(values) : ops::mean(values);
}

namespace detail {
Loss make_loss(const Value& config) {
  if (config.if_string() != nullptr) return Loss(config.as_string());
  return make_class("loss", builtin_losses(), config["class_name"].as_string(), config["config"]);
}
}  // namespace detail

}  // namespace glia
