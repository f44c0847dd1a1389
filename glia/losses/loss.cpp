#include "glia/losses/loss.hpp"

#include "glia/base/error.hpp"
#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

constexpr detail::ClassAlias kAliases[] = {{"mse", "mean_squared_error"},
                                           {"mae", "mean_absolute_error"},
                                           {"mape", "mean_absolute_percentage_error"},
                                           {"msle", "mean_squared_logarithmic_error"},
                                           {"kld", "kl_divergence"},
                                           {"bce", "binary_crossentropy"}};

/// What the values are multiplied by. A mask has the weight count / counted under a mean, so that it is one over what
/// counts; as in Keras. One loss for the whole batch takes the weights of all samples.
Tensor total_weight(const Tensor& mask, const Tensor& sample_weight, const Tensor& values, const std::string& how) {
  Tensor w;
  if (sample_weight.valid()) {
    w = values.rank() == 0 ? sample_weight : detail::fitted_weight(sample_weight, values.shape());
    w = ops::cast(w, values.dtype());
  }
  if (!mask.valid()) return w;
  Tensor counts = ops::cast(mask, values.dtype());
  if (how == "mean" || how == "sum_over_batch_size")
    counts = counts * detail::divide_no_nan(ops::cast(ops::count(mask), values.dtype()), ops::sum(counts));
  return w.valid() ? w * counts : counts;
}

}  // namespace

Loss::Loss(const char* name) : Loss(std::string(name)) {}
Loss::Loss(const std::string& name) : Loss(detail::make_class("loss", detail::builtin_losses(), name, {}, kAliases)) {}

Tensor Loss::reduced(const Tensor& target, const Tensor& output, const Tensor& sample_weight,
                     const Tensor& output_mask) const {
  const std::string how = reduction();
  const bool by_weight = how == "mean_with_sample_weight";
  if (how != "sum_over_batch_size" && how != "mean" && !by_weight && how != "sum" && how != "none") {
    throw ValueError({.where = name(),
                      .rule = "A loss is reduced by \"sum_over_batch_size\", \"mean\", \"mean_with_sample_weight\", "
                              "\"sum\" or \"none\"",
                      .received = "\"" + how + "\""});
  }
  Tensor values = (*this)(target, output);
  Tensor mask = model_->mask(target, output, values);
  if (output_mask.valid() && values.rank() > 0) {
    const Tensor given = detail::fitted_mask(output_mask, values.shape());
    mask = mask.valid() ? ops::logical_and(mask, given) : given;
  }
  const Tensor w = total_weight(mask, sample_weight, values, how);
  if (w.valid()) values = values * w;
  if (how == "none") return values;
  if (how == "sum") return ops::sum(values);
  return by_weight && w.valid() ? detail::divide_no_nan(ops::sum(values), ops::sum(w)) : ops::mean(values);
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
