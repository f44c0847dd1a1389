#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "glia/base/class_record.hpp"
#include "glia/graph/scope.hpp"

namespace [[gnu::visibility("default")]] glia {

/// A struct that projects a weight after each update: `Tensor operator()(const Tensor& w) const`.
template <class T>
concept ConstraintType = requires(const T& t, const Tensor& w) {
  { t(w) } -> std::same_as<Tensor>;
};

/// A projection of a weight: "non_neg", MaxNorm{.max_value = 2}, a lambda, or none ("" or default).
class Constraint {
 public:
  Constraint() = default;               ///< none
  Constraint(const char* name);         // NOLINT
  Constraint(const std::string& name);  // NOLINT
  template <ConstraintType T>
  requires(!std::same_as<T, Constraint>) Constraint(T config)  // NOLINT
      : function_(config), config_(detail::class_config(detail::type_name<T>(), fields_of<T>().config(&config))) {}

  operator const TensorFunction&() const { return function_; }  // NOLINT
  explicit operator bool() const { return static_cast<bool>(function_); }
  const Value& config() const { return config_; }

 private:
  TensorFunction function_;
  Value config_;
};

inline Value to_config(const Constraint& v) { return v.config(); }
void from_config(const Value& value, Constraint& v);

namespace detail {
std::span<const ClassRecord<Constraint>> builtin_constraints();
}

}  // namespace glia
