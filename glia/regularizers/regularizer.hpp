#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "glia/base/class_record.hpp"
#include "glia/graph/scope.hpp"

namespace [[gnu::visibility("default")]] glia {

/// A struct that maps a weight to the penalty that is added to the loss: `Tensor operator()(const Tensor& w) const`.
template <class T>
concept RegularizerType = requires(const T& t, const Tensor& w) {
  { t(w) } -> std::same_as<Tensor>;
};

/// A penalty on a weight: "l2", L2{.l2 = 1e-4}, a lambda, or none ("" or default).
class Regularizer {
 public:
  Regularizer() = default;               ///< none
  Regularizer(const char* name);         // NOLINT
  Regularizer(const std::string& name);  // NOLINT
  template <RegularizerType T>
  requires(!std::same_as<T, Regularizer>) Regularizer(T config)  // NOLINT
      : function_(config), config_(detail::class_config(detail::type_name<T>(), fields_of<T>().config(&config))) {}

  operator const TensorFunction&() const { return function_; }  // NOLINT
  explicit operator bool() const { return static_cast<bool>(function_); }
  const Value& config() const { return config_; }

 private:
  TensorFunction function_;
  Value config_;
};

inline Value to_config(const Regularizer& v) { return v.config(); }
void from_config(const Value& value, Regularizer& v);

namespace detail {
std::span<const ClassRecord<Regularizer>> builtin_regularizers();
}

}  // namespace glia
