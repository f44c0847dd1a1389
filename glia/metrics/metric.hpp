#pragma once
#include <concepts>
#include <memory>
#include <string>
#include <vector>

#include "glia/base/class_record.hpp"
#include "glia/graph/tensor.hpp"

namespace [[gnu::visibility("default")]] glia {

/// One number that a metric carries from batch to batch; f32, set to `initial` when an epoch begins.
struct MetricState {
  std::string name;
  Shape shape = {};
  double initial = 0;
};

/// A metric that is the weighted mean of one value for each sample: `Tensor values(target, output) const`.
template <class T>
concept MeanMetricType = requires(const T& t, const Tensor& y) {
  { t.values(y, y) } -> std::same_as<Tensor>;
};

/// Any other metric, as three pure functions: its state, how a batch changes it, and what it amounts to.
template <class T>
concept StateMetricType = requires(const T& t, const Tensor& y, const Tensors& state) {
  { t.state() } -> std::same_as<std::vector<MetricState>>;
  { t.update(state, y, y, y) } -> std::same_as<Tensors>;  // state, target, output, weight (may be empty)
  { t.result(state) } -> std::same_as<Tensor>;
};

/// A metric by name ("accuracy" becomes the accuracy that fits the loss), as a struct, or as a lambda (target, output)
/// → values whose mean is taken.
class Metric {
 public:
  Metric(const char* name);         // NOLINT
  Metric(const std::string& name);  // NOLINT
  template <class T>
  requires((MeanMetricType<T> || StateMetricType<T>)&&!std::same_as<T, Metric>) Metric(T config)
      : model_(std::make_shared<Holder<T>>(std::move(config))) {}  // NOLINT
  template <class F>
  requires(std::is_class_v<F>&& std::is_invocable_r_v<Tensor, const F&, const Tensor&, const Tensor&>)
      Metric(F function, std::string name = "lambda")  // NOLINT
      : model_(std::make_shared<Holder<Lambda<F>>>(Lambda<F>{std::move(function), std::move(name)})) {}

  std::vector<MetricState> state() const { return model_->state(); }
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const {
    return model_->update(state, target, output, weight);
  }
  Tensor result(const Tensors& state) const { return model_->result(state); }
  std::string name() const { return model_->name(); }
  Value config() const { return model_->config(); }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual std::vector<MetricState> state() const = 0;
    virtual Tensors update(const Tensors& state, const Tensor& target, const Tensor& output,
                           const Tensor& weight) const = 0;
    virtual Tensor result(const Tensors& state) const = 0;
    virtual std::string name() const = 0;
    virtual Value config() const = 0;
  };
  template <class F>
  struct Lambda {
    F function;
    std::string name;
    Tensor values(const Tensor& target, const Tensor& output) const { return function(target, output); }
  };
  static std::vector<MetricState> mean_state();
  static Tensors mean_update(const Tensors& state, const Tensor& values, const Tensor& weight);
  static Tensor mean_result(const Tensors& state);

  template <class T>
  struct Holder final : Base {
    explicit Holder(T t) : value(std::move(t)) {}
    std::vector<MetricState> state() const override {
      if constexpr (MeanMetricType<T>)
        return mean_state();
      else
        return value.state();
    }
    Tensors update(const Tensors& s, const Tensor& target, const Tensor& output, const Tensor& weight) const override {
      if constexpr (MeanMetricType<T>)
        return mean_update(s, value.values(target, output), weight);
      else
        return value.update(s, target, output, weight);
    }
    Tensor result(const Tensors& s) const override {
      if constexpr (MeanMetricType<T>)
        return mean_result(s);
      else
        return value.result(s);
    }
    std::string name() const override {
      if constexpr (requires { std::string(value.name); }) {
        if (!value.name.empty()) return value.name;
      }
      return detail::snake_case(detail::type_name<T>());
    }
    Value config() const override {
      return detail::class_config(detail::type_name<T>(), fields_of<T>().config(&value));
    }
    T value;
  };
  std::shared_ptr<const Base> model_;
};

namespace detail {
std::span<const ClassRecord<Metric>> builtin_metrics();
Metric make_metric(const Value& config);
}  // namespace detail

}  // namespace glia
