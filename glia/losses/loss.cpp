#include "glia/losses/loss.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/logic.hpp"
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
  const bool by_weight = how == "mean_with_sample_weight";
  if (how != "sum_over_batch_size" && how != "mean" && !by_weight && how != "sum" && how != "none") {
    throw ValueError({.where = name(),
                      .rule = "A loss is reduced by \"sum_over_batch_size\", \"mean\", \"mean_with_sample_weight\", "
                              "\"sum\" or \"none\"",
                      .received = "\"" + how + "\""});
  }
  Tensor values = (*this)(target, output);
  Tensor w;
  if (sample_weight.valid()) {
    w = ops::cast(sample_weight, values.dtype());
    while (w.rank() < values.rank()) w = ops::expand_dims(w, -1);
    values = values * w;
  }
  if (how == "none") return values;
  if (how == "sum") return ops::sum(values);
  if (!by_weight || !w.valid()) return ops::mean(values);
  const Tensor total = ops::sum(w);
  return ops::sum(values) / ops::select(ops::equal(total, 0), 1, total);  // no weight at all: 0, as in Keras
}

namespace detail {
Loss make_loss(const Value& config) {
  if (config.if_string() != nullptr) return Loss(config.as_string());
  Value arguments = config["config"];
  if (const Value* how = arguments.find("reduction"); how != nullptr && how->is_null())
    arguments.set("reduction", "none");
  return make_class("loss", builtin_losses(), config["class_name"].as_string(), arguments);
}
}  // namespace detail

}  // namespace glia
