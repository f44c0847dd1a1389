#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "glia/base/class_record.hpp"
#include "glia/graph/tensor.hpp"

namespace [[gnu::visibility("default")]] glia {

/// A struct (or lambda) that gives one loss for each sample: `Tensor operator()(const Tensor& target, const Tensor&
/// output)`.
template <class T>
concept LossType = std::is_class_v<T> && requires(const T& t, const Tensor& y) {
  { t(y, y) } -> std::same_as<Tensor>;
};

/// A loss by name ("mse"), as a struct (SparseCategoricalCrossentropy{.from_logits = true}), or as a lambda.
class Loss {
 public:
  Loss(const char* name);         // NOLINT
  Loss(const std::string& name);  // NOLINT
  template <LossType T>
  requires(!std::same_as<T, Loss>) Loss(T config) : model_(std::make_shared<Holder<T>>(std::move(config))) {}  // NOLINT

  /// One loss for each sample, shape (n, …), before weights and reduction.
  Tensor operator()(const Tensor& target, const Tensor& output) const { return model_->values(target, output); }
  /// The scalar that is minimised: Σ w·loss / count for "sum_over_batch_size" and "mean", Σ w·loss / Σ w for
  /// "mean_with_sample_weight", Σ w·loss for "sum"; for "none" the weighted losses themselves, (n, …).
  Tensor reduced(const Tensor& target, const Tensor& output, const Tensor& sample_weight = {}) const;
  std::string name() const { return model_->name(); }            ///< "mean_squared_error"
  std::string reduction() const { return model_->reduction(); }  ///< "sum_over_batch_size", "sum", …
  Value config() const { return model_->config(); }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual Tensor values(const Tensor& target, const Tensor& output) const = 0;
    virtual std::string name() const = 0;
    virtual std::string reduction() const = 0;
    virtual Value config() const = 0;
  };
  template <class T>
  struct Holder final : Base {
    explicit Holder(T t) : value(std::move(t)) {}
    Tensor values(const Tensor& target, const Tensor& output) const override { return value(target, output); }
    std::string name() const override { return detail::snake_case(detail::type_name<T>()); }
    std::string reduction() const override {
      if constexpr (requires { std::string(value.reduction); }) return value.reduction;
      return "sum_over_batch_size";
    }
    Value config() const override {
      return detail::class_config(detail::type_name<T>(), fields_of<T>().config(&value));
    }
    T value;
  };
  std::shared_ptr<const Base> model_;
};

namespace detail {
std::span<const ClassRecord<Loss>> builtin_losses();
Loss make_loss(const Value& config);
}  // namespace detail

}  // namespace glia
