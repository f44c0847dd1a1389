#pragma once
#include <concepts>
#include <memory>
#include <string>
#include <vector>

#include "glia/base/class_record.hpp"
#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {

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

/// Any other metric, as three pure functions: its state, how a batch changes it, and what it amounts to. The state may
/// depend on the shape of the output: `state(const Shape& output)`.
template <class T>
concept StateMetricType = (
                              requires(const T& t) {
                                { t.state() } -> std::same_as<std::vector<MetricState>>;
                              } ||
                              requires(const T& t, const Shape& output) {
                                { t.state(output) } -> std::same_as<std::vector<MetricState>>;
                              }) &&
                          requires(const T& t, const Tensor& y, const Tensors& state) {
  { t.update(state, y, y, y) } -> std::same_as<Tensors>;  // state, target, output, weight (may be empty)
  { t.result(state) } -> std::same_as<Tensor>;
};

/// A metric by name, under which it is logged as well ("accuracy" and "acc" become the accuracy that fits the shapes),
/// as a struct, or as a lambda (target, output) → values whose mean is taken.
class Metric {
 public:
  Metric(const char* name);         // NOLINT
  Metric(const std::string& name);  // NOLINT
  template <class T>
  requires((MeanMetricType<T> || StateMetricType<T>)&&!std::same_as<T, Metric>) Metric(T config)
      : model_(detail::hold<Metric>(std::move(config))) {}  // NOLINT
  template <class F>
  requires(std::is_class_v<F>&& std::is_invocable_r_v<Tensor, const F&, const Tensor&, const Tensor&>)
      Metric(F function, std::string name = "lambda")  // NOLINT
      : model_(detail::hold<Metric>(Lambda<F>{std::move(function), std::move(name)})) {}

  /// The state for an output of that shape.
  std::vector<MetricState> state(const Shape& output = {}) const;
  /// `mask` (may be empty): which values of the output count. As in Keras, means of a function go by it, others do not.
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight,
                 const Tensor& mask = {}) const;
  Tensor result(const Tensors& state) const;
  std::string name() const { return model_->name(); }
  Value config() const { return model_->config(); }

  // Internal: the two sides of type erasure.
  struct Body {
    virtual ~Body() = default;
    virtual std::vector<MetricState> state(const Shape& output) const = 0;
    virtual Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight,
                           const Tensor& mask) const = 0;
    virtual Tensor result(const Tensors& state) const = 0;
    virtual std::string name() const = 0;
    virtual Value config() const = 0;
  };
  template <class T>
  struct Holder final : Body {
    explicit Holder(T t) : value(std::move(t)) {}
    std::vector<MetricState> state([[maybe_unused]] const Shape& output) const override {
      if constexpr (MeanMetricType<T>)
        return mean_state();
      else if constexpr (requires { value.state(output); })
        return value.state(output);
      else
        return value.state();
    }
    Tensors update(const Tensors& s, const Tensor& target, const Tensor& output, const Tensor& weight,
                   [[maybe_unused]] const Tensor& mask) const override {
      if constexpr (MeanMetricType<T>) {
        const Tensor values = value.values(target, output);
        Tensor w = masked_weight(values, weight, mask);
        if constexpr (requires { value.weight(target, output, w); }) w = value.weight(target, output, w);
        return mean_update(s, values, w);
      } else {
        return value.update(s, target, output, weight);
      }
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

 private:
  template <class F>
  struct Lambda {
    F function;
    std::string name;
    Tensor values(const Tensor& target, const Tensor& output) const { return function(target, output); }
  };
  static std::vector<MetricState> mean_state();
  static Tensor masked_weight(const Tensor& values, const Tensor& weight, const Tensor& mask);
  static Tensors mean_update(const Tensors& state, const Tensor& values, const Tensor& weight);
  static Tensor mean_result(const Tensors& state);

  std::shared_ptr<const Body> model_;
};

namespace detail {
std::span<const ClassRecord<Metric>> builtin_metrics();
Metric make_metric(const Value& config);
}  // namespace glia

}  // namespace glia
#pragma GCC visibility pop
