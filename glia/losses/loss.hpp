#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "glia/base/class_record.hpp"
#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {

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
  requires(!std::same_as<T, Loss>) Loss(T config) : model_(detail::hold<Loss>(std::move(config))) {}  // NOLINT

  /// One loss for each sample, shape (n, …), before weights and reduction.
  Tensor operator()(const Tensor& target, const Tensor& output) const { return model_->values(target, output); }
  /// The scalar that is minimised: Σ w·loss / count for "sum_over_batch_size" and "mean", Σ w·loss / Σ w for
  /// "mean_with_sample_weight", Σ w·loss for "sum"; for "none" the weighted losses themselves, (n, …). Values that the
  /// loss leaves out (ignore_class) count neither in the sums nor in the count.
  /// `output_mask`: bool, which values of the output count at all; it comes with an output behind Masking or Embedding.
  Tensor reduced(const Tensor& target, const Tensor& output, const Tensor& sample_weight = {},
                 const Tensor& output_mask = {}) const;
  std::string name() const { return model_->name(); }            ///< "mean_squared_error"
  std::string reduction() const { return model_->reduction(); }  ///< "sum_over_batch_size", "sum", …
  Value config() const { return model_->config(); }

  // Internal: the two sides of type erasure.
  struct Body {
    virtual ~Body() = default;
    virtual Tensor values(const Tensor& target, const Tensor& output) const = 0;
    /// bool in the shape of the values, true where one counts; empty if all do.
    virtual Tensor mask(const Tensor& target, const Tensor& output, const Tensor& values) const = 0;
    virtual std::string name() const = 0;
    virtual std::string reduction() const = 0;
    virtual Value config() const = 0;
  };
  template <class T>
  struct Holder final : Body {
    explicit Holder(T t) : value(std::move(t)) {}
    Tensor values(const Tensor& target, const Tensor& output) const override { return value(target, output); }
    Tensor mask(const Tensor& target, const Tensor& output, const Tensor& values) const override {
      if constexpr (requires { value.mask(target, output, values); })
        return value.mask(target, output, values);
      else
        return {};
    }
    std::string name() const override {
      const auto type = detail::type_name<T>();
      return type.find_first_of("<(") == 0 ? "lambda" : detail::snake_case(type);  // as compilers write closures
    }
    std::string reduction() const override {
      if constexpr (requires { std::string(value.reduction); }) return value.reduction;
      return "sum_over_batch_size";
    }
    Value config() const override {
      return detail::class_config(detail::type_name<T>(), fields_of<T>().config(&value));
    }
    T value;
  };

 private:
  std::shared_ptr<const Body> model_;
};

namespace detail {
std::span<const ClassRecord<Loss>> builtin_losses();
Loss make_loss(const Value& config);
}  // namespace glia

}  // namespace glia
#pragma GCC visibility pop
