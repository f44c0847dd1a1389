#pragma once
#include <concepts>

#include "glia/base/class_record.hpp"
#include "glia/graph/scope.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A struct or lambda that maps a weight to a tensor: `Tensor operator()(const Tensor& w) const`.
template <class T>
concept WeightFunctionType = requires(const T& t, const Tensor& w) {
  { t(w) } -> std::same_as<Tensor>;
};

namespace detail {

/// A function of a weight with the configuration that a file keeps of it, or none: what Regularizer and Constraint are.
class WeightFunction {
 public:
  operator const TensorFunction&() const { return body_ ? body_->function : none(); }  // NOLINT
  explicit operator bool() const { return static_cast<bool>(body_); }
  const Value& config() const { return body_ ? body_->config : no_config(); }

  struct Body {
    TensorFunction function;
    Value config;
  };
  template <class T>
  struct Holder final : Body {
    explicit Holder(T t) : Body{t, class_config(type_name<T>(), fields_of<T>().config(&t))} {}
  };

 protected:
  WeightFunction() = default;
  explicit WeightFunction(std::shared_ptr<const Body> body) : body_(std::move(body)) {}

 private:
  static const TensorFunction& none();
  static const Value& no_config();
  std::shared_ptr<const Body> body_;
};

inline Value to_config(const WeightFunction& v) { return v.config(); }

}  // namespace glia

}  // namespace glia
#pragma GCC visibility pop
