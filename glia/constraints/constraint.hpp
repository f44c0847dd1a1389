#pragma once
#include <string>

#include "glia/graph/weight_function.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A projection of a weight after each update: "non_neg", NonNeg{}, a lambda, or none ("" or default).
class Constraint : public detail::WeightFunction {
 public:
  Constraint() = default;               ///< none
  Constraint(const char* name);         // NOLINT
  Constraint(const std::string& name);  // NOLINT
  template <WeightFunctionType T>
  requires(!std::same_as<T, Constraint>) Constraint(T config)  // NOLINT
      : WeightFunction(detail::hold<Constraint>(std::move(config))) {}
};

void from_config(const Value& value, Constraint& v);

namespace detail {
std::span<const ClassRecord<Constraint>> builtin_constraints();
}

}  // namespace glia
#pragma GCC visibility pop
